using System.Globalization;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// Reads the commands of a journal in order while it is written: at its end more may come. Checks every byte as
/// <see cref="JournalReader"/> does. Changes nothing and is not seen by the writer. Allocates only where a segment
/// begins or something is wrong. One thread.
/// </summary>
/// <remarks>
/// What stands behind the last good record is the writer at work until it has stood there unchanged for a while: only
/// then is it a problem.
/// </remarks>
public sealed class JournalFollower : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BlockReader.BufferSize);
    private readonly string _directory;
    private readonly TimeProvider _time;
    private SegmentReader? _segment;
    private long _faultOffset = -1;
    private long _faultStart;

    /// <summary>Follows the journal of a directory from its first record on.</summary>
    /// <param name="directory">The data directory; it need not be there yet.</param>
    /// <param name="time">Clock for the patience with what is no record; null for that of the system.</param>
    public JournalFollower(string directory, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _directory = Path.GetFullPath(directory);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>What is wrong, for good; null while all is well.</summary>
    public JournalProblem? Problem { get; private set; }

    /// <summary>Sequence of the last record read; 0 before the first.</summary>
    public long LastSequence => _segment is null ? 0 : _segment.State.LastSequence;

    /// <summary>Reads the next record.</summary>
    /// <param name="record">Where it goes, padded with zeros. Unchanged when there is none.</param>
    /// <returns>False when there is none for now, or a <see cref="Problem"/>.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    public bool TryReadNext(ref CommandRecord record)
    {
        if (Problem is not null || (_segment is null && !TryOpenFirst()))
            return false;
        if (_segment!.TryNext(out ReadOnlySpan<byte> bytes) != RecordFault.None && !TryGoOn(out bytes))
            return false;
        _faultOffset = -1;
        Span<byte> slot = record.Slot;
        bytes.CopyTo(slot);
        slot[bytes.Length..].Clear();
        return true;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _segment?.Dispose();

    /// <summary>
    /// Looks at the place again, past what was read ahead of the writer, and then for the next segment.
    /// </summary>
    private bool TryGoOn(out ReadOnlySpan<byte> bytes)
    {
        _segment!.ReadAnew();
        RecordFault fault = _segment.TryNext(out bytes);
        if (fault == RecordFault.None)
            return true;
        if (TryOpenNext())
        {
            if (_segment.TryNext(out bytes) == RecordFault.None)
                return true;
        }
        else if (Problem is null)
        {
            Judge(fault);
        }
        bytes = default;
        return false;
    }

    private bool TryOpenFirst()
    {
        IReadOnlyList<string> paths = JournalDirectory.ListSegments(_directory);
        if (paths.Count == 0)
            return false;
        if (!JournalDirectory.TryParseSegmentFileName(paths[0], out long first) || first == 1)
            return TryOpen(paths[0]);
        Problem = new JournalProblem(
            JournalFinding.SegmentMissing, _directory, 0, 0, 0,
            string.Create(CultureInfo.InvariantCulture, $"The first segment begins with sequence {first}, not 1."));
        return false;
    }

    private bool TryOpenNext()
    {
        string path = Path.Combine(_directory, JournalDirectory.SegmentFileName(LastSequence + 1));
        return LastSequence + 1 > _segment!.Header.FirstSequence && File.Exists(path) && TryOpen(path);
    }

    /// <summary>Opens a segment, unless its header is not written yet.</summary>
    private bool TryOpen(string path)
    {
        var next = new SegmentReader(path, _buffer);
        JournalProblem? problem = next.ReadHeader(LastSequence);
        if (problem is null && (_segment is null || Follows(next)))
        {
            _segment?.Dispose();
            _segment = next;
            return true;
        }
        if (problem is null)
        {
            Problem = next.Problem(
                JournalFinding.ChainBreak, 0, LastSequence, 0, "It does not continue the segment before it.");
        }
        next.Dispose();
        _segment?.ReadAnew();
        return false;
    }

    private bool Follows(SegmentReader next)
    {
        ref readonly ChainState end = ref _segment!.State;
        return next.Header.JournalId == _segment.Header.JournalId
            && next.Header.FirstSequence == end.LastSequence + 1
            && next.Header.Chain == end.Chain
            && next.Header.PreviousTimestampNanos == end.LastTimestampNanos;
    }

    private void Judge(RecordFault fault)
    {
        // Where the writer has written nothing yet there is nothing to judge.
        if (_segment!.IsBlank())
        {
            _faultOffset = -1;
        }
        else if (_faultOffset != _segment.Offset)
        {
            _faultOffset = _segment.Offset;
            _faultStart = _time.GetTimestamp();
        }
        else if (_time.GetElapsedTime(_faultStart) > Patience)
        {
            Problem = _segment.ExamineEnd(fault, isLast: true);
            _faultOffset = -1;
        }
    }
}
