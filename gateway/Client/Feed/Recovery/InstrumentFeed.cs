using System.Diagnostics.CodeAnalysis;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>What the streams besides those of the books say of each instrument.</summary>
internal sealed class InstrumentFeed(MarketDataHandler handler)
{
    private readonly InstrumentTable<InstrumentData> _instruments = new();

    /// <summary>The stream of best bids and offers, when it is received.</summary>
    public SequencedStream? BestBidOffer { get; set; }

    /// <summary>The stream of statistics, when it is received.</summary>
    public SequencedStream? Statistics { get; set; }

    /// <summary>The stream of status, when it is received.</summary>
    public SequencedStream? Status { get; set; }

    public IReadOnlyList<InstrumentData> All => _instruments.All;

    public InstrumentData? Find(uint securityId) => _instruments.Find(securityId);

    public void OnMessage(in FeedMessage message)
    {
        switch (message.TemplateId)
        {
            case FillBlock.TemplateId:
                handler.OnFill(in message.Block<FillBlock>());
                break;
            case TradeBlock.TemplateId:
                OnTrade(in message.Block<TradeBlock>());
                break;
            case BestBidOfferBlock.TemplateId:
                Take(in message.Block<BestBidOfferBlock>());
                break;
            case StatisticsBlock.TemplateId:
                Take(in message.Block<StatisticsBlock>());
                break;
            case SecurityDefinitionBlock.TemplateId:
                OnDefinition(in message.Block<SecurityDefinitionBlock>());
                break;
            case SecurityStatusBlock.TemplateId:
                ref readonly SecurityStatusBlock status = ref message.Block<SecurityStatusBlock>();
                GetOrAdd(status.SecurityID).Take(status.SecurityTradingStatus, status.ApplSeqNum);
                handler.OnSecurityStatus(in status);
                break;
            case TradingSessionClosedBlock.TemplateId:
                ref readonly TradingSessionClosedBlock closed = ref message.Block<TradingSessionClosedBlock>();
                GetOrAdd(closed.SecurityID).Forget(FeedStream.Statistics);
                handler.OnTradingSessionClosed(in closed);
                break;
        }
    }

    public void OnSnapshot(in SnapshotLoad load)
    {
        // One from before what was received last knows nothing of what was lost since.
        if (IsOfThisVenue(Status, in load) && load.Begin.LastStatusApplSeqNum + 1 >= Status.NextSeqNum)
            GetOrAdd(load.Begin.SecurityID).Take(load.Begin.SecurityTradingStatus, load.Begin.LastStatusApplSeqNum);
    }

    /// <summary>Of a snapshot, what is new here is taken.</summary>
    public void OnSnapshot(in SnapshotLoad load, ref readonly BestBidOfferBlock best)
    {
        if (IsUsable(BestBidOffer, in load) && !GetOrAdd(best.SecurityID).IsBestKnown)
            Take(in best);
    }

    /// <inheritdoc cref="OnSnapshot(in SnapshotLoad, ref readonly BestBidOfferBlock)"/>
    public void OnSnapshot(in SnapshotLoad load, ref readonly StatisticsBlock statistics)
    {
        if (IsUsable(Statistics, in load) && !GetOrAdd(statistics.SecurityID).AreStatisticsKnown)
            Take(in statistics);
    }

    /// <summary>Messages of a stream are lost: what it says of any instrument is not known any more.</summary>
    public void Forget(FeedStream stream)
    {
        for (int i = 0; i < _instruments.All.Count; i++)
            _instruments.All[i].Forget(stream);
    }

    /// <summary>
    /// A snapshot counts when it speaks of a moment behind that of joining: what happened up to there is in it, and
    /// what happened since has been received.
    /// </summary>
    private static bool IsUsable(SequencedStream? stream, in SnapshotLoad load) =>
        IsOfThisVenue(stream, in load)
        && stream.State == FeedState.Live
        && load.Begin.LastEngineSequence >= stream.JoinEngineSequence;

    private static bool IsOfThisVenue([NotNullWhen(true)] SequencedStream? stream, in SnapshotLoad load) =>
        stream is not null && stream.FeedEpoch == load.Begin.FeedEpoch && stream.IsOfThisVenue(load.SaidNanos);

    private void OnTrade(ref readonly TradeBlock trade)
    {
        InstrumentData data = GetOrAdd(trade.SecurityID);
        data.Trade = trade;
        data.HasTrade = true;
        handler.OnTrade(in trade);
    }

    private void Take(ref readonly BestBidOfferBlock best)
    {
        if (GetOrAdd(best.SecurityID).TryTake(in best))
            handler.OnBestBidOffer(in best);
    }

    private void Take(ref readonly StatisticsBlock statistics)
    {
        if (GetOrAdd(statistics.SecurityID).TryTake(in statistics))
            handler.OnStatistics(in statistics);
    }

    private void OnDefinition(ref readonly SecurityDefinitionBlock definition)
    {
        InstrumentData data = GetOrAdd(definition.SecurityID);
        data.LastDefinition = definition;
        data.HasDefinition = true;
        data.Take(definition.SecurityTradingStatus, definition.ApplSeqNum);
        handler.OnSecurityDefinition(in definition);
    }

    private InstrumentData GetOrAdd(uint securityId)
    {
        InstrumentData? data = _instruments.Find(securityId);
        if (data is null)
        {
            data = new InstrumentData(securityId, this);
            _instruments.Add(securityId, data);
        }
        return data;
    }
}
