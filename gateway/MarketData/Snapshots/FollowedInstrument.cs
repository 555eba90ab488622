using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>What was last said of an instrument, beside its books.</summary>
internal sealed class FollowedInstrument(uint securityId)
{
    public uint SecurityId { get; } = securityId;

    public SecurityTradingStatus Status { get; set; }

    /// <summary>As they were published last; RptSeq 0 before the first.</summary>
    public BestBidOfferBlock Best;

    public StatisticsBlock Statistics;
}
