namespace Disruptor;

/// <summary>Operations on groups of sequences.</summary>
internal static class Sequences
{
    /// <summary>The lowest value of the sequences and of <paramref name="minimum"/>.</summary>
    internal static long Minimum(Sequence[] sequences, long minimum)
    {
        foreach (var sequence in sequences)
            minimum = Math.Min(minimum, sequence.Value);

        return minimum;
    }

    /// <summary>Appends sequences to a shared array that other threads read and change meanwhile.</summary>
    internal static void Add(ref Sequence[] shared, Sequence cursor, Sequence[] added)
    {
        Sequence[] seen;
        Sequence[] grown;
        do
        {
            seen = Volatile.Read(ref shared);
            grown = [.. seen, .. added];
            SetAll(added, cursor.Value);
        }
        while (Interlocked.CompareExchange(ref shared, grown, seen) != seen);

        // The producer may have moved on before it could see the new gates: what lies between is not theirs to read.
        SetAll(added, cursor.Value);
    }

    /// <summary>Takes every occurrence of a sequence out of a shared array; true when there was one.</summary>
    internal static bool Remove(ref Sequence[] shared, Sequence removed)
    {
        while (true)
        {
            var seen = Volatile.Read(ref shared);
            var kept = Array.FindAll(seen, sequence => !ReferenceEquals(sequence, removed));
            if (kept.Length == seen.Length)
                return false;

            if (Interlocked.CompareExchange(ref shared, kept, seen) == seen)
                return true;
        }
    }

    private static void SetAll(Sequence[] sequences, long value)
    {
        foreach (var sequence in sequences)
            sequence.SetValue(value);
    }
}
