namespace MatchingEngine.AeronDriver.Commands;

/// <summary>What a client needs to use its new publication.</summary>
internal readonly record struct PublicationReadiness(
    long CorrelationId,
    long RegistrationId,
    int SessionId,
    int StreamId,
    int PositionLimitId,
    int ChannelStatusId,
    string LogFileName,
    bool IsExclusive);
