namespace MatchingEngine.AeronDriver.Inspection;

/// <summary>What a counter's records said at one moment.</summary>
/// <param name="Id">Index of the records.</param>
/// <param name="IsAllocated">False for one that was given up and not reused yet.</param>
/// <param name="TypeId">What it counts.</param>
/// <param name="Value">Its value.</param>
/// <param name="RegistrationId">Of the resource it speaks of.</param>
/// <param name="OwnerId">Client that it goes away with.</param>
/// <param name="Key">112 bytes.</param>
/// <param name="Label">For people.</param>
public sealed record CounterSnapshot(
    int Id,
    bool IsAllocated,
    int TypeId,
    long Value,
    long RegistrationId,
    long OwnerId,
    ReadOnlyMemory<byte> Key,
    string Label);
