using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Puts snapshots together out of the packets of one publication. Where a packet is missing the snapshot is dropped:
/// the next cycle brings another one.
/// </summary>
internal sealed class SnapshotReceiver(
    MarketDataSelection selection, OrderBookFeed? orders, PriceLevelBookFeed? levels, InstrumentFeed instruments)
{
    // A publication that is silent for so long has ended; another one may take its place.
    private const long SourceMillis = 2_000;

    private int _source;
    private long _lastMillis = long.MinValue / 2;
    private ulong _next;
    private SnapshotLoad _load;

    public void OnPacket(int source, ReadOnlySpan<byte> packet, long nowMillis)
    {
        if (source != _source)
        {
            if (nowMillis - _lastMillis < SourceMillis)
                return;
            _source = source;
            _next = 0;
        }
        _lastMillis = nowMillis;
        var reader = new FeedPacketReader(packet);
        while (reader.TryRead(out FeedMessage message))
        {
            if (message.IsSequenced)
                OnMessage(in message);
        }
    }

    private void OnMessage(in FeedMessage message)
    {
        if (message.ApplSeqNum != _next)
            Drop();
        _next = message.ApplSeqNum + 1;
        switch (message.TemplateId)
        {
            case SnapshotBeginBlock.TemplateId:
                Drop();
                Begin(in message.Block<SnapshotBeginBlock>());
                break;
            case SnapshotOrdersBlock.TemplateId:
                if (_load.TakesOrders && IsOfThis(message.Block<SnapshotOrdersBlock>().SnapshotID))
                    orders!.Load(ref _load, in message);
                break;
            case SnapshotPriceLevelsBlock.TemplateId:
                if (_load.TakesLevels && IsOfThis(message.Block<SnapshotPriceLevelsBlock>().SnapshotID))
                    levels!.Load(ref _load, in message);
                break;
            case BestBidOfferBlock.TemplateId:
                if (_load.IsOpen)
                    instruments.OnSnapshot(in _load.Begin, in message.Block<BestBidOfferBlock>());
                break;
            case StatisticsBlock.TemplateId:
                if (_load.IsOpen)
                    instruments.OnSnapshot(in _load.Begin, in message.Block<StatisticsBlock>());
                break;
            case SnapshotEndBlock.TemplateId:
                End(in message.Block<SnapshotEndBlock>());
                break;
        }
    }

    private void Begin(ref readonly SnapshotBeginBlock begin)
    {
        if (!selection.Includes(begin.SecurityID))
            return;
        _load = new SnapshotLoad { Begin = begin, IsOpen = true };
        _load.TakesOrders = orders is not null && orders.TryBeginLoad(in begin, begin.LastOrdersApplSeqNum);
        _load.TakesLevels = levels is not null && levels.TryBeginLoad(in begin, begin.LastPriceLevelsApplSeqNum);
        instruments.OnSnapshot(in begin);
    }

    private void End(ref readonly SnapshotEndBlock end)
    {
        if (!_load.IsOpen || !IsOfThis(end.SnapshotID))
            return;
        _load.Digest = new BookDigest(end.DigestLow, end.DigestHigh);
        SnapshotLoad load = _load;
        _load = default;
        if (load.TakesOrders)
            orders!.EndLoadOf(in load);
        if (load.TakesLevels)
            levels!.EndLoadOf(in load);
    }

    private bool IsOfThis(ulong snapshotId) => snapshotId == _load.Begin.SnapshotID;

    /// <summary>
    /// What was loaded so far lies in stale books, which show nothing and are emptied by the next load.
    /// </summary>
    private void Drop() => _load = default;
}
