using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>Whoever uses a <see cref="FeedConnection"/>: it takes messages and decides about gaps.</summary>
internal abstract class FeedConnectionHandler : SequencedStreamHandler
{
    /// <summary>
    /// What is missing will not come: too much, no place to ask, or refused for good. The handler skips it or stops.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="result">What the venue answered; null when it was not asked or did not answer.</param>
    /// <param name="reason">The same for people.</param>
    public abstract void OnGapUnfillable(SequencedStream stream, ReplayResult? result, string reason);
}
