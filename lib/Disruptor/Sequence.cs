using System.Globalization;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// A counter that one thread moves forward and others watch: the cursor of a ring, or how far a consumer has come.
/// Reads acquire and writes release, so whatever was written before <see cref="SetValue"/> is seen by a thread
/// that has read the new value. Safe for use by any number of threads.
/// </summary>
/// <remarks>
/// The value has a pair of cache lines to itself, whatever lies next to the object in memory: some processors fetch
/// lines in pairs, so one line of distance is not enough to keep two writers from disturbing each other.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = (2 * CacheLines.PairPadding) + sizeof(long))]
public class Sequence
{
    /// <summary>The value of a sequence before the first event: -1.</summary>
    public const long InitialCursorValue = -1;

    [FieldOffset(CacheLines.PairPadding)]
    private long _value;

    /// <summary>Makes a sequence that starts at <paramref name="initialValue"/>.</summary>
    public Sequence(long initialValue = InitialCursorValue)
    {
        Volatile.Write(ref _value, initialValue);
    }

    /// <summary>The current value, read with acquire semantics.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>Sets the value with release semantics; for the one thread that owns the sequence.</summary>
    public void SetValue(long value) => Volatile.Write(ref _value, value);

    /// <summary>Sets the value with release semantics, followed by a full fence.</summary>
    public void SetValueVolatile(long value)
    {
        Volatile.Write(ref _value, value);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Sets the value to the next one if it is still the expected one.</summary>
    /// <returns>True when the value was set.</returns>
    public bool CompareAndSet(long expectedSequence, long nextSequence) =>
        Interlocked.CompareExchange(ref _value, nextSequence, expectedSequence) == expectedSequence;

    /// <summary>Adds one atomically and returns the new value.</summary>
    public long IncrementAndGet() => Interlocked.Increment(ref _value);

    /// <summary>Adds <paramref name="value"/> atomically and returns the new value.</summary>
    public long AddAndGet(long value) => Interlocked.Add(ref _value, value);

    /// <summary>The value as decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
