using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// What was last received of an instrument besides its books. Read it on the thread of the client; each value is the
/// default one until the property before it says that there is one.
/// </summary>
public sealed class InstrumentData
{
    private readonly InstrumentFeed _feed;
    private SecurityTradingStatus? _tradingStatus;
    private ulong _statusSeqNum;

    internal InstrumentData(uint securityId, InstrumentFeed feed)
    {
        SecurityId = securityId;
        _feed = feed;
    }

    internal bool IsBestKnown;
    internal bool AreStatisticsKnown;
    internal BestBidOfferBlock Best;
    internal StatisticsBlock LastStatistics;
    internal SecurityDefinitionBlock LastDefinition;
    internal TradeBlock Trade;

    /// <summary>The instrument.</summary>
    public uint SecurityId { get; }

    /// <summary>
    /// Whether <see cref="BestBidOffer"/> is what the venue has: its stream is live, and one was received.
    /// </summary>
    public bool HasBestBidOffer => IsBestKnown && _feed.BestBidOffer is { State: FeedState.Live };

    /// <summary>Best bid and offer.</summary>
    public ref readonly BestBidOfferBlock BestBidOffer => ref Best;

    /// <summary>
    /// Whether <see cref="Statistics"/> is what the venue has: their stream is live, and some were received.
    /// </summary>
    public bool HasStatistics => AreStatisticsKnown && _feed.Statistics is { State: FeedState.Live };

    /// <summary>Statistics.</summary>
    public ref readonly StatisticsBlock Statistics => ref LastStatistics;

    /// <summary>Whether there is a <see cref="Definition"/>.</summary>
    public bool HasDefinition { get; internal set; }

    /// <summary>The instrument's terms.</summary>
    public ref readonly SecurityDefinitionBlock Definition => ref LastDefinition;

    /// <summary>Whether there is a <see cref="LastTrade"/>.</summary>
    public bool HasTrade { get; internal set; }

    /// <summary>The last trade received.</summary>
    public ref readonly TradeBlock LastTrade => ref Trade;

    /// <summary>
    /// Whether trading goes on; null while it is not known: nothing was received, or something of its stream is
    /// missing, such as while the stream is fetched from its beginning.
    /// </summary>
    public SecurityTradingStatus? TradingStatus => _feed.Status is { State: FeedState.Live } ? _tradingStatus : null;

    /// <summary>Takes a best bid and offer, unless a snapshot has brought a later one already.</summary>
    internal bool TryTake(in BestBidOfferBlock best)
    {
        if (IsBestKnown && best.RptSeq <= Best.RptSeq)
            return false;
        Best = best;
        return IsBestKnown = true;
    }

    /// <inheritdoc cref="TryTake(in BestBidOfferBlock)"/>
    internal bool TryTake(in StatisticsBlock statistics)
    {
        if (AreStatisticsKnown && statistics.RptSeq <= LastStatistics.RptSeq)
            return false;
        LastStatistics = statistics;
        return AreStatisticsKnown = true;
    }

    /// <summary>Takes a status as of a message of its stream, unless it has a later one.</summary>
    internal void Take(SecurityTradingStatus status, ulong applSeqNum)
    {
        if (_tradingStatus is not null && applSeqNum <= _statusSeqNum)
            return;
        _tradingStatus = status;
        _statusSeqNum = applSeqNum;
    }

    /// <summary>Forgets what a stream says: more of it was missed.</summary>
    internal void Forget(FeedStream stream)
    {
        switch (stream)
        {
            case FeedStream.BestBidOffer:
                IsBestKnown = false;
                Best = default;
                break;
            case FeedStream.Statistics:
                AreStatisticsKnown = false;
                LastStatistics = default;
                break;
            case FeedStream.Status:
                HasDefinition = false;
                LastDefinition = default;
                _tradingStatus = null;
                _statusSeqNum = 0;
                break;
            case FeedStream.Trades:
                HasTrade = false;
                Trade = default;
                break;
        }
    }
}
