using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>What became of a request for missed messages.</summary>
/// <param name="Stream">The stream asked for.</param>
/// <param name="BeginSeqNum">The first number asked for.</param>
/// <param name="Count">Messages that came; fewer than asked for when the venue limits an answer.</param>
/// <param name="Result">The venue's answer; null when the connection ended before there was one.</param>
/// <param name="FeedEpoch">The numbering that the venue has; 0 without an answer.</param>
/// <param name="LastApplSeqNum">Number of the venue's last message of the stream; 0 without an answer.</param>
/// <param name="Detail">Why the connection ended, for people; else null.</param>
public readonly record struct ReplayOutcome(
    FeedStream Stream,
    ulong BeginSeqNum,
    ulong Count,
    ReplayResult? Result,
    ulong FeedEpoch,
    ulong LastApplSeqNum,
    string? Detail);
