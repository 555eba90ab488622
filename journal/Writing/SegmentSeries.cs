namespace MatchingEngine.Journal;

/// <summary>The segment that is written now, and the way from one to the next. One thread.</summary>
internal sealed class SegmentSeries : IDisposable
{
    private readonly JournalFileSystem _files;
    private readonly string _directory;
    private readonly JournalOptions _options;
    private readonly JournalId _journalId;
    private readonly SegmentPreparer _preparer;
    private readonly byte[] _headerPage = new byte[SegmentHeader.PageSize];
    private JournalFile? _current;
    private JournalFile? _spare;
    private long _offset;
    private long _segmentSize;
    private long _nextIndex;
    private bool _hasRequestedSpare;

    public SegmentSeries(JournalFileSystem files, string directory, JournalOptions options, JournalPosition start)
    {
        _files = files;
        _directory = directory;
        _options = options;
        _journalId = start.JournalId;
        _preparer = new SegmentPreparer(files, SparePath, options.SegmentSize);
        bool isEmpty = start.SegmentPath is null || start.Offset == SegmentHeader.PageSize;
        _nextIndex = isEmpty ? start.SegmentIndex : start.SegmentIndex + 1;
    }

    /// <summary>Bytes that the segment has room for; 0 when there is none yet.</summary>
    public long Room => _segmentSize - _offset;

    /// <summary>The file that is written now.</summary>
    public JournalFile Current => _current!;

    private bool IsSyncedOnRoll => _options.Policy != DurabilityPolicy.Os;

    private string SparePath => Path.Combine(_directory, JournalDirectory.SpareFileName);

    /// <summary>Goes on in the segment that recovery found.</summary>
    public FileOutcome Resume(JournalPosition start)
    {
        FileOutcome outcome = _files.Open(start.SegmentPath!, out _current);
        if (!outcome.IsDone)
            return outcome;
        _offset = start.Offset;
        _segmentSize = start.SegmentSize;
        _nextIndex = start.SegmentIndex + 1;
        return outcome;
    }

    /// <summary>Writes behind what was written before; there is room for all of it.</summary>
    /// <param name="bytes">What to write.</param>
    /// <param name="written">Bytes written from the front, also when the outcome is a fault.</param>
    public FileOutcome Write(ReadOnlySpan<byte> bytes, out int written)
    {
        written = 0;
        while (written < bytes.Length)
        {
            FileOutcome outcome = _current!.Write(bytes[written..], _offset, out int count);
            written += count;
            _offset += count;
            if (!outcome.IsDone)
                return outcome;
        }

        PrepareAhead();
        return FileOutcome.Done;
    }

    /// <summary>Brings all that was written to the device. A fault is final.</summary>
    public FileOutcome Sync() => _current is null ? FileOutcome.Done : _current.Sync().AsFinal();

    /// <summary>
    /// Begins the next segment. All records before it are durable already, unless the policy is
    /// <see cref="DurabilityPolicy.Os"/>: a later segment on the device without the end of the one before it would look
    /// rotten. May be tried again after a full disk.
    /// </summary>
    public FileOutcome Roll(in RecordView last)
    {
        if (_spare is null)
        {
            FileOutcome taken = _preparer.Take(out _spare);
            if (!taken.IsDone)
                return taken;
        }

        FileOutcome outcome = WriteHeader(last);
        if (!outcome.IsDone)
            return outcome;
        string path = Path.Combine(_directory, JournalDirectory.SegmentFileName(last.Sequence + 1));
        outcome = _files.Rename(SparePath, path);
        if (outcome.IsDone && IsSyncedOnRoll)
            outcome = _files.SyncDirectory(_directory).AsFinal();
        if (!outcome.IsDone)
            return outcome;
        _current?.Dispose();
        _current = _spare;
        _spare = null;
        _offset = SegmentHeader.PageSize;
        _segmentSize = _options.SegmentSize;
        _nextIndex++;
        _hasRequestedSpare = false;
        return outcome;
    }

    public void Dispose()
    {
        _preparer.Dispose();
        _spare?.Dispose();
        _files.Delete(SparePath);
        _current?.Dispose();
    }

    private FileOutcome WriteHeader(in RecordView last)
    {
        SegmentHeader header = new()
        {
            JournalId = _journalId,
            Epoch = _options.Epoch,
            SegmentIndex = _nextIndex,
            FirstSequence = last.Sequence + 1,
            PreviousTimestampNanos = last.TimestampNanos,
            Chain = last.Checksum,
            CreationTimestampNanos = (_options.TimeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
            SegmentSize = _options.SegmentSize,
        };
        header.WriteTo(_headerPage);
        FileOutcome outcome = _spare!.WriteAll(_headerPage, 0);
        return outcome.IsDone && IsSyncedOnRoll ? _spare.Sync().AsFinal() : outcome;
    }

    private void PrepareAhead()
    {
        if (_hasRequestedSpare || _offset < _segmentSize / 4)
            return;
        _hasRequestedSpare = true;
        _preparer.Request();
    }
}
