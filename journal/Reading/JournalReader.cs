using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// Reads the commands of a journal in order, from a given sequence on, and checks every byte on the way: checksum
/// chain, sequence, time, and how segments follow on each other. Changes nothing. Allocates only where a segment begins
/// or something is wrong. One thread.
/// </summary>
/// <example><code>
/// using JournalReader reader = new(directory);
/// CommandRecord record = default;
/// while (reader.TryReadNext(ref record))
///     core.Apply(record, ref sink);
/// if (reader.Problem is not null)
///     throw new JournalException(reader.Problem);
/// </code></example>
public sealed class JournalReader : IDisposable
{
    private readonly JournalCursor _cursor;
    private readonly long _fromSequence;

    /// <summary>Reads from a directory, whether or not somebody writes to it.</summary>
    /// <param name="directory">The data directory; one that is not there is an empty journal.</param>
    /// <param name="fromSequence">
    /// Sequence of the first record to give, 1 and up. Segments before the one that holds it are not read.
    /// </param>
    public JournalReader(string directory, long fromSequence = 1)
    {
        _cursor = new JournalCursor(directory, fromSequence);
        _fromSequence = fromSequence;
    }

    /// <summary>
    /// Why <see cref="TryReadNext"/> gave false; null at a clean end. A journal that is being written may show a
    /// <see cref="JournalFinding.TornTail"/> where its writer is at work.
    /// </summary>
    public JournalProblem? Problem => _cursor.Problem;

    /// <summary>Sequence of the last good record read or passed over; 0 before the first.</summary>
    public long LastSequence => _cursor.LastSequence;

    /// <summary>Reads the next record.</summary>
    /// <param name="record">
    /// Where it goes, its checksum included; bytes of the slot behind its length are zero. Unchanged when there is
    /// none.
    /// </param>
    /// <returns>False at the end; <see cref="Problem"/> says whether it is a clean one.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    public bool TryReadNext(ref CommandRecord record)
    {
        while (_cursor.TryNext(out ReadOnlySpan<byte> bytes))
        {
            if (Unsafe.As<byte, RecordView>(ref MemoryMarshal.GetReference(bytes)).Sequence < _fromSequence)
                continue;
            Span<byte> slot = record.Slot;
            bytes.CopyTo(slot);
            slot[bytes.Length..].Clear();
            return true;
        }

        return false;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _cursor.Dispose();
}
