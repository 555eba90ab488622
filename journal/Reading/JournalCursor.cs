using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Journal;

/// <summary>
/// Goes over all records of a journal, from the segment that holds a given sequence on, and stops at the first thing
/// that is wrong. Allocates only where a segment begins or something is wrong. One thread.
/// </summary>
internal sealed class JournalCursor : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockReader.BufferSize);
    private readonly string _directory;
    private readonly long _fromSequence;
    private readonly bool _isOwned;
    private readonly IReadOnlyList<string> _paths;
    private SegmentReader? _segment;
    private int _next;
    private bool _hasEnded;
    private bool _isDisposed;

    /// <param name="directory">The data directory.</param>
    /// <param name="fromSequence">Sequence that is wanted first, 1 and up.</param>
    /// <param name="isOwned">Whether this process owns the journal and does not write: nothing is waited for.</param>
    public JournalCursor(string directory, long fromSequence, bool isOwned = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        _directory = Path.GetFullPath(directory);
        _fromSequence = fromSequence;
        _isOwned = isOwned;
        _paths = JournalDirectory.ListSegments(directory);
        _next = FirstSegment(_paths, fromSequence);
    }

    /// <summary>What stopped it; null while it goes on and at a clean end.</summary>
    public JournalProblem? Problem { get; private set; }

    /// <summary>The segment of the last record, or the one that was looked at last; null before the first.</summary>
    public SegmentReader? Segment => _segment;

    /// <summary>Sequence of the last good record; 0 before the first segment.</summary>
    public long LastSequence => _segment is null ? 0 : _segment.State.LastSequence;

    /// <summary>Segments gone over, the present one included.</summary>
    public int SegmentCount { get; private set; }

    /// <summary>Goes on to the next record.</summary>
    /// <param name="record">The record with its padding; valid until the next call.</param>
    /// <returns>False at the end, clean or not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out ReadOnlySpan<byte> record)
    {
        if (_segment is not null && !_hasEnded && _segment.TryNext(out record) == RecordFault.None)
            return true;
        return TryNextSlow(out record);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _hasEnded = true;
        _segment?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static int FirstSegment(IReadOnlyList<string> paths, long fromSequence)
    {
        int first = 0;
        for (int i = 1; i < paths.Count; i++)
        {
            if (JournalDirectory.TryParseSegmentFileName(paths[i], out long sequence) && sequence <= fromSequence)
                first = i;
        }

        return first;
    }

    private bool TryNextSlow(out ReadOnlySpan<byte> record)
    {
        record = default;
        while (!_hasEnded)
        {
            if (_segment is not null)
            {
                // Asked again after a fault, the segment gives the same answer: it has not moved.
                RecordFault fault = _segment.TryNext(out record);
                if (fault == RecordFault.None)
                    return true;
                bool isLast = _next == _paths.Count;
                Problem = _segment.ExamineEnd(fault, isLast);
                if (Problem is not null && isLast && !_isOwned && _segment.HasGrown())
                {
                    Problem = null;
                    continue;
                }
            }

            if (Problem is null && _next < _paths.Count)
                OpenNext();
            else
                End();
        }

        return false;
    }

    private void End()
    {
        _hasEnded = true;
        if (Problem is null && LastSequence < _fromSequence - 1)
        {
            Problem = new JournalProblem(
                JournalFinding.SequenceBreak, _segment?.Path ?? _directory, _segment?.Offset ?? 0, LastSequence, 0,
                Text($"The journal ends at sequence {LastSequence}, but {_fromSequence} is to come next."));
        }
    }

    private void OpenNext()
    {
        SegmentReader? previous = _segment;
        SegmentReader next = new(_paths[_next++], _buffer);
        Problem = next.ReadHeader(LastSequence);
        if (Problem is not null)
            Problem = Unfinished(previous, next) ?? Problem;
        else if (previous is null)
            Problem = CheckFirst(next);
        else
            Problem = CheckSuccessor(previous, next);
        if (Problem is not null)
        {
            // The position stays where the last good record ends.
            _hasEnded = true;
            next.Dispose();
            return;
        }

        SegmentCount++;
        previous?.Dispose();
        _segment = next;
    }

    // Nothing can be lost with a last segment without content that begins right behind the last record.
    private JournalProblem? Unfinished(SegmentReader? previous, SegmentReader next)
    {
        bool isExpected = JournalDirectory.TryParseSegmentFileName(next.Path, out long sequence)
            && sequence == (previous is null ? 1 : LastSequence + 1);
        return _next == _paths.Count && isExpected && next.IsUnfinished()
            ? next.Problem(
                JournalFinding.SegmentUnfinished, 0, LastSequence, 0, "The file has no header and no records yet.")
            : null;
    }

    private JournalProblem? CheckFirst(SegmentReader first) =>
        first.Header.FirstSequence <= _fromSequence
            ? null
            : new JournalProblem(
                JournalFinding.SegmentMissing, _directory, 0, 0, 0,
                Text($"Sequence {_fromSequence} is wanted, ")
                + Text($"but the first segment begins with {first.Header.FirstSequence}."));

    private JournalProblem? CheckSuccessor(SegmentReader previous, SegmentReader next)
    {
        ref readonly SegmentHeader before = ref previous.Header;
        ref readonly SegmentHeader header = ref next.Header;
        ref readonly ChainState end = ref previous.State;
        long expected = end.LastSequence + 1;
        if (header.JournalId != before.JournalId)
        {
            return next.Problem(
                JournalFinding.ForeignSegment, 0, end.LastSequence, 0,
                $"It belongs to journal {header.JournalId}, the segments before it to {before.JournalId}.");
        }

        if (header.SegmentIndex > before.SegmentIndex + 1)
        {
            return new JournalProblem(
                JournalFinding.SegmentMissing, _directory, 0, end.LastSequence, 0,
                Text($"Segments {before.SegmentIndex + 1} to {header.SegmentIndex - 1}, sequences {expected} to ")
                + Text($"{header.FirstSequence - 1}, are not there."));
        }

        if (header.FirstSequence > expected && header.SegmentIndex == before.SegmentIndex + 1)
        {
            return previous.Problem(
                JournalFinding.Rotten, previous.Offset, end.LastSequence, 0,
                Text($"Zeros where sequences {expected} to {header.FirstSequence - 1} should be; a segment follows."));
        }

        if (header.SegmentIndex <= before.SegmentIndex || header.FirstSequence != expected)
        {
            return next.Problem(
                JournalFinding.SequenceBreak, 0, end.LastSequence, 0,
                Text($"Segment {header.SegmentIndex} begins with sequence {header.FirstSequence}; expected were ")
                + Text($"{before.SegmentIndex + 1} and {expected}."));
        }

        if (header.Chain != end.Chain || header.Epoch < before.Epoch
            || header.PreviousTimestampNanos != end.LastTimestampNanos)
        {
            return next.Problem(
                JournalFinding.ChainBreak, 0, end.LastSequence, 0,
                Text($"It continues chain {header.Chain:x8}, epoch {header.Epoch}, ")
                + Text($"time {header.PreviousTimestampNanos}, ")
                + Text($"the segment before it ends with {end.Chain:x8}, {before.Epoch}, {end.LastTimestampNanos}."));
        }

        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
