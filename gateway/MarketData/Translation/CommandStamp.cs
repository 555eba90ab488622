namespace MatchingEngine.MarketData;

/// <summary>Number and matching time of the command whose events are translated.</summary>
/// <param name="Sequence">Number in the journal.</param>
/// <param name="TimestampNanos">Nanoseconds since 1970-01-01T00:00:00Z.</param>
internal readonly record struct CommandStamp(long Sequence, long TimestampNanos);
