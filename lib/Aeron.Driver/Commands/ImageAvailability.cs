namespace MatchingEngine.AeronDriver.Commands;

/// <summary>What a client needs to read an image.</summary>
internal readonly record struct ImageAvailability(
    long CorrelationId,
    int SessionId,
    int StreamId,
    long SubscriptionId,
    int PositionCounterId,
    string LogFileName,
    string SourceIdentity);
