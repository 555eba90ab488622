using System.Globalization;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Journal;

/// <summary>One segment, read from front to back and checked.</summary>
internal sealed class SegmentReader : IDisposable
{
    private const int SlotSize = Messages.RecordLayout.SlotSize;
    private const long WriterPatienceMillis = 2_000;

    private readonly BlockReader _file;
    private ChainState _state;
    private SegmentHeader _header;

    public SegmentReader(string path, byte[] buffer) => _file = new BlockReader(path, buffer);

    public string Path => _file.Path;

    public long FileLength => _file.Length;

    public ref readonly SegmentHeader Header => ref _header;

    /// <summary>The chain up to the last good record.</summary>
    public ref readonly ChainState State => ref _state;

    /// <summary>Offset of the next record.</summary>
    public long Offset { get; private set; }

    /// <summary>Checks the header by itself and makes ready for the first record.</summary>
    /// <param name="lastGoodSequence">Sequence of the last good record before this segment, for the problem.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public JournalProblem? ReadHeader(long lastGoodSequence)
    {
        ReadOnlySpan<byte> page = _file.Peek(0, SegmentHeader.PageSize);
        if (page.Length < SegmentHeader.PageSize)
        {
            return Problem(
                JournalFinding.HeaderDamaged, 0, lastGoodSequence, _file.Length, "The file ends in its header.");
        }

        JournalFinding finding = SegmentHeader.Read(page, out _header, out string detail);
        _ = JournalDirectory.TryParseSegmentFileName(Path, out long namedSequence);
        if (finding == JournalFinding.Whole && namedSequence != _header.FirstSequence)
        {
            finding = JournalFinding.HeaderDamaged;
            detail = $"The file is named after sequence {namedSequence}, its header says {_header.FirstSequence}.";
        }

        if (finding != JournalFinding.Whole)
            return Problem(finding, 0, lastGoodSequence, 0, detail);
        Offset = SegmentHeader.PageSize;
        _state = new ChainState
        {
            Chain = _header.Chain,
            LastSequence = _header.FirstSequence - 1,
            LastTimestampNanos = _header.PreviousTimestampNanos,
        };
        return null;
    }

    /// <summary>Goes on to the next record.</summary>
    /// <param name="record">The record with its padding; valid until the next call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RecordFault TryNext(out ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> bytes = _file.Peek(Offset, SlotSize);
        RecordFault fault = _state.Advance(bytes, out int alignedLength);
        record = bytes[..alignedLength];
        Offset += alignedLength;
        return fault;
    }

    /// <summary>Reads again what was read ahead, because somebody may have written there.</summary>
    public void ReadAnew() => _file.Forget();

    /// <summary>
    /// Whether a record stands by now where there was none when reading stopped. A process that owns the journal is
    /// given time to finish what it writes there.
    /// </summary>
    public bool HasGrown()
    {
        string directory = System.IO.Path.GetDirectoryName(Path)!;
        long start = Environment.TickCount64;
        while (true)
        {
            // Asked first: what the owner wrote before it ended is seen then.
            bool mayGrow = DirectoryLock.IsHeld(directory) && Environment.TickCount64 - start < WriterPatienceMillis;
            _file.Forget();
            ChainState next = _state;
            if (next.Advance(_file.Peek(Offset, SlotSize), out _) == RecordFault.None)
                return true;
            if (!mayGrow)
                return false;
            Thread.Sleep(1);
        }
    }

    /// <summary>Whether nothing stands where the next record belongs.</summary>
    public bool IsBlank() => _file.Peek(Offset, SlotSize).IndexOfAnyExcept((byte)0) < 0;

    /// <summary>True when the header page, or what there is of it, and all behind it are zero or absent.</summary>
    public bool IsUnfinished() =>
        _file.Length < SegmentHeader.PageSize || _file.FindEndOfContent(0) == 0;

    /// <summary>Says what the place is where reading has stopped.</summary>
    /// <param name="fault">Why it stopped.</param>
    /// <param name="isLast">True when no segment follows.</param>
    /// <returns>Null when only zeros follow, as where nothing was written yet.</returns>
    public JournalProblem? ExamineEnd(RecordFault fault, bool isLast)
    {
        long end = _file.FindEndOfContent(Offset);
        long last = _state.LastSequence;
        long size = end - Offset;
        if (size == 0)
            return null;
        string what = Describe(fault);
        if (fault == RecordFault.Sequence)
            return Problem(JournalFinding.SequenceBreak, Offset, last, size, what);
        if (fault == RecordFault.Timestamp)
            return Problem(JournalFinding.TimestampBreak, Offset, last, size, what);
        if (fault == RecordFault.BlockLength)
            return Problem(JournalFinding.Rotten, Offset, last, size, what);
        if (!isLast)
            return Problem(JournalFinding.Rotten, Offset, last, size, what + " A segment follows.");
        long behind = TailExaminer.FindRecordBehind(_file, Offset, end, _state);
        if (behind < 0)
            return Problem(JournalFinding.TornTail, Offset, last, size, what + " No record follows.");
        return Problem(
            JournalFinding.Rotten, Offset, last, size,
            string.Create(CultureInfo.InvariantCulture, $"{what} A record follows at offset {behind}."));
    }

    /// <summary>A problem of this file.</summary>
    public JournalProblem Problem(
        JournalFinding finding, long offset, long lastGoodSequence, long bytes, string detail) =>
        new(finding, Path, offset, lastGoodSequence, bytes, detail);

    public void Dispose() => _file.Dispose();

    private static string Describe(RecordFault fault) => fault switch
    {
        RecordFault.Length => "The length is none that a record can have here.",
        RecordFault.Checksum => "The checksum does not hold.",
        RecordFault.BlockLength => "The checksum holds, but length and message header disagree.",
        RecordFault.Sequence => "The checksum holds, but the sequence does not follow.",
        RecordFault.Timestamp => "The checksum holds, but time goes back.",
        _ => "Bytes that are not zero stand behind the end of the records.",
    };
}
