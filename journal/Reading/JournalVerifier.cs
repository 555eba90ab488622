using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MatchingEngine.Journal;

/// <summary>
/// Proves a journal whole, or finds the first thing that is wrong. Changes nothing, and may be done while the journal is
/// written. Thread-safe.
/// </summary>
public static class JournalVerifier
{
    // A look at a token costs next to nothing beside so many records.
    private const int RecordsBetweenLooks = 1 << 14;

    /// <summary>Looks at every byte from the segment on that holds a sequence.</summary>
    /// <param name="directory">The data directory; one that is not there is an empty journal.</param>
    /// <param name="fromSequence">
    /// Sequence of the first record that must be there, 1 and up: behind the snapshot that a replay begins with, when
    /// there is one.
    /// </param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static JournalReport Verify(string directory, long fromSequence = 1) =>
        Verify(directory, fromSequence, isOwned: false);

    // Who owns the journal and does not write has nothing to wait for.
    internal static JournalReport Verify(
        string directory, long fromSequence, bool isOwned, CancellationToken cancellation = default)
    {
        using JournalCursor cursor = new(directory, fromSequence, isOwned);
        long count = 0;
        long first = 0;
        while (cursor.TryNext(out ReadOnlySpan<byte> record))
        {
            if (count++ % RecordsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            if (count == 1)
                first = Unsafe.As<byte, RecordView>(ref MemoryMarshal.GetReference(record)).Sequence;
        }

        return new JournalReport(cursor.Problem, cursor.SegmentCount, count, first, EndOf(cursor.Segment));
    }

    private static JournalPosition? EndOf(SegmentReader? segment)
    {
        if (segment is null)
            return null;
        ref readonly SegmentHeader header = ref segment.Header;
        ref readonly ChainState state = ref segment.State;
        return new JournalPosition(
            header.JournalId, header.Epoch, header.SegmentIndex, segment.Path, header.SegmentSize, segment.Offset,
            state.LastSequence, state.LastTimestampNanos, state.Chain);
    }
}
