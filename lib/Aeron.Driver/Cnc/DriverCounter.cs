using System.Runtime.CompilerServices;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>One value that clients and tools can read. Any thread may use it.</summary>
internal sealed unsafe class DriverCounter
{
    private readonly byte* _value;

    public DriverCounter(int id, byte* value)
    {
        Id = id;
        _value = value;
    }

    /// <summary>Index of the record.</summary>
    public int Id { get; }

    /// <summary>The value, read with acquire and written with release.</summary>
    public long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Shared.AcquireLong(_value);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => Shared.ReleaseLong(_value, value);
    }

    /// <summary>Adds one; for values that several threads of the driver add to.</summary>
    public void Increment() => Shared.AddLong(_value, 1);

    /// <summary>Adds to a value that several threads of the driver add to.</summary>
    public void Add(long delta) => Shared.AddLong(_value, delta);

    /// <summary>Raises the value; for values with one writer. True when it was lower.</summary>
    public bool ProposeMax(long proposed)
    {
        if (Shared.GetLong(_value) >= proposed)
        {
            return false;
        }

        Shared.ReleaseLong(_value, proposed);
        return true;
    }
}
