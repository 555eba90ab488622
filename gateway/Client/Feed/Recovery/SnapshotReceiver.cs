using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Puts snapshots together out of their messages, whichever channel each came from. Where one is missing the snapshot is
/// dropped: the next cycle brings another one.
/// </summary>
internal sealed class SnapshotReceiver(
    MarketDataSelection selection, OrderBookFeed? orders, PriceLevelBookFeed? levels, InstrumentFeed instruments)
    : FeedConnectionHandler
{
    private SnapshotLoad _load;

    public override void OnMessage(SequencedStream stream, in FeedMessage message)
    {
        switch (message.TemplateId)
        {
            case SnapshotBeginBlock.TemplateId:
                Drop();
                Begin(in message.Block<SnapshotBeginBlock>(), stream.HeartbeatNanos);
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
                    instruments.OnSnapshot(in _load, in message.Block<BestBidOfferBlock>());
                break;
            case StatisticsBlock.TemplateId:
                if (_load.IsOpen)
                    instruments.OnSnapshot(in _load, in message.Block<StatisticsBlock>());
                break;
            case SnapshotEndBlock.TemplateId:
                End(in message.Block<SnapshotEndBlock>());
                break;
        }
    }

    public override void OnReset(SequencedStream stream, StreamReset reset) => Drop();

    public override void OnGapUnfillable(SequencedStream stream, ReplayResult? result, string reason)
    {
        Drop();
        stream.SkipGap();
    }

    private void Begin(ref readonly SnapshotBeginBlock begin, long saidNanos)
    {
        if (!selection.Includes(begin.SecurityID))
            return;
        _load = new SnapshotLoad { Begin = begin, SaidNanos = saidNanos, IsOpen = true };
        _load.TakesOrders = orders is not null && orders.TryBeginLoad(in _load, begin.LastOrdersApplSeqNum);
        _load.TakesLevels = levels is not null && levels.TryBeginLoad(in _load, begin.LastPriceLevelsApplSeqNum);
        instruments.OnSnapshot(in _load);
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

    /// <summary>
    /// What was loaded so far lies in stale books, which show nothing and are emptied by the next load.
    /// </summary>
    private void Drop() => _load = default;

    private bool IsOfThis(ulong snapshotId) => snapshotId == _load.Begin.SnapshotID;
}
