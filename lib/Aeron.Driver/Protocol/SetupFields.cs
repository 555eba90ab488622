namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>What a setup frame says.</summary>
internal readonly record struct SetupFields(
    int SessionId,
    int StreamId,
    int InitialTermId,
    int ActiveTermId,
    int TermOffset,
    int TermLength,
    int MtuLength,
    int TimeToLive);
