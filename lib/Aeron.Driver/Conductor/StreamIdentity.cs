namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>What the counters of a stream say of it.</summary>
internal readonly record struct StreamIdentity(
    long RegistrationId, int SessionId, int StreamId, string Channel, long ClientId, long ReferenceId = 0);
