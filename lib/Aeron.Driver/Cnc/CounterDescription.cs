namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>What a new counter is to say of itself.</summary>
/// <param name="typeId">One of <see cref="CounterTypes"/>, or a client's own.</param>
/// <param name="key">At most 112 bytes.</param>
/// <param name="label">ASCII, at most 380 bytes.</param>
/// <param name="registrationId">Of the resource it speaks of.</param>
/// <param name="ownerId">Client that it goes away with; -1 for the driver's own.</param>
/// <param name="referenceId">Of what the resource refers to; 0 for none.</param>
internal readonly ref struct CounterDescription(
    int typeId,
    ReadOnlySpan<byte> key,
    ReadOnlySpan<byte> label,
    long registrationId,
    long ownerId,
    long referenceId = 0)
{
    public readonly int TypeId = typeId;
    public readonly ReadOnlySpan<byte> Key = key;
    public readonly ReadOnlySpan<byte> Label = label;
    public readonly long RegistrationId = registrationId;
    public readonly long OwnerId = ownerId;
    public readonly long ReferenceId = referenceId;
}
