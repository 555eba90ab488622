using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// Appends commands to a journal. One thread appends, writes and disposes; sequences, state and reason are read from
/// any thread. Append and write allocate nothing, except when a new segment begins or an operation fails.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private readonly JournalOptions _options;
    private readonly WriteBuffer _buffer;
    private readonly JournalProgress _progress;
    private readonly SegmentSeries _segments;
    private readonly GroupSync? _group;
    private RecordView _appended;
    private RecordView _written;
    private int _writtenOfFront;
    private bool _isDisposed;

    internal JournalWriter(JournalFileSystem files, string directory, JournalOptions options, JournalPosition start)
    {
        options.Validate();
        if (options.Epoch < start.Epoch)
            {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Epoch, $"The journal is at epoch {start.Epoch}.");
        }

        _options = options;
        _buffer = new WriteBuffer(options.WriteBufferSize);
        _progress = new JournalProgress(start.LastSequence);
        _written = new RecordView
        {
            Sequence = start.LastSequence, TimestampNanos = start.LastTimestampNanos, Checksum = start.Chain,
        };
        _appended = _written;
        _segments = new SegmentSeries(files, directory, options, start);
        FileOutcome outcome = start.SegmentPath is not null && start.Epoch == options.Epoch
            ? _segments.Resume(start)
            : _segments.Roll(_written);
        if (!outcome.IsDone)
        {
            _segments.Dispose();
            throw new JournalException($"The journal in {directory} can't be written: {outcome.Reason}");
        }

        if (options.Policy == DurabilityPolicy.Group)
            _group = new GroupSync(_progress, _segments.Current, options.DurabilityChanged);
    }

    /// <summary>Running, stalled by a full disk, or failed. Any thread.</summary>
    public JournalState State => _progress.State;

    /// <summary>Why it is not running; empty when it is. Any thread.</summary>
    public string StateReason => _progress.Reason;

    /// <summary>Sequence of the last record appended. The appending thread only.</summary>
    public long AppendedSequence => _appended.Sequence;

    /// <summary>Sequence of the last record handed to the operating system. Any thread.</summary>
    public long WrittenSequence => _progress.Written;

    /// <summary>
    /// Sequence of the last record that is durable as the policy means it. Never goes back. Any thread.
    /// </summary>
    public long DurableSequence => _options.Policy == DurabilityPolicy.Os ? _progress.Written : _progress.Durable;

    /// <summary>True when the write buffer has room for one more record. The appending thread only.</summary>
    public bool CanAppend => _buffer.HasRoom;

    /// <summary>
    /// Puts a record behind the others that wait to be written. Its checksum field is not looked at.
    /// </summary>
    /// <param name="record">
    /// The command: its sequence follows on the last one, its time is not before the last one's, its lengths agree.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The record breaks one of these rules, or <see cref="CanAppend"/> is false. The record was not taken.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(in CommandRecord record)
    {
        ref readonly RecordView view = ref Unsafe.As<CommandRecord, RecordView>(ref Unsafe.AsRef(in record));
        if (!view.HasPossibleLength || !view.HasAgreeingLengths || view.Sequence != _appended.Sequence + 1
            || view.TimestampNanos < _appended.TimestampNanos || !_buffer.HasRoom)
            ThrowRefused(view);
        uint checksum = _buffer.Append(record, _appended.Checksum);
        _appended = view;
        _appended.Checksum = checksum;
    }

    /// <summary>
    /// Writes all records that wait, in one call of the operating system for each segment; under
    /// <see cref="DurabilityPolicy.Sync"/> syncs them as well.
    /// </summary>
    /// <returns>
    /// True when all appended records are written. False when the journal is stalled (call again later; nothing is
    /// lost) or has failed.
    /// </returns>
    public bool TryWrite()
    {
        if (_progress.State == JournalState.Failed)
            return false;
        while (_buffer.Waiting > 0)
        {
            FileOutcome outcome = WriteFront();
            if (!outcome.IsDone)
                return Refuse(outcome);
        }

        if (_progress.State == JournalState.Stalled)
            _progress.Resume();
        if (_options.Policy == DurabilityPolicy.Sync && _progress.Durable < _progress.Written)
        {
            FileOutcome outcome = SyncWritten();
            if (!outcome.IsDone)
                return Refuse(outcome);
        }

        return true;
    }

    /// <summary>
    /// Writes what waits, syncs it under every policy, and closes the files. When it stalls or fails meanwhile,
    /// <see cref="State"/> and <see cref="WrittenSequence"/> say so, and what was not written is lost.
    /// </summary>
    public void Dispose() => Close(finish: true);

    /// <summary>Closes the files as the end of the process would: what waits is lost, nothing is synced.</summary>
    internal void Abandon() => Close(finish: false);

    private void Close(bool finish)
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (finish)
            TryWrite();
        _group?.Dispose();
        if (finish && _progress.State != JournalState.Failed)
        {
            FileOutcome outcome = SyncWritten();
            if (!outcome.IsDone)
                _progress.Refuse(outcome);
        }

        _segments.Dispose();
    }

    // Writes the records at the front that fit into the segment, or else begins the next segment.
    private FileOutcome WriteFront()
    {
        long room = _segments.Room + _writtenOfFront;
        int count = _buffer.Waiting;
        RecordView last = _appended;
        if (count > room)
            count = _buffer.CountFitting(room, out last);
        if (count == 0)
            return Roll();
        FileOutcome outcome = _segments.Write(_buffer.Slice(_writtenOfFront, count - _writtenOfFront), out int written);
        _writtenOfFront += written;
        if (!outcome.IsDone)
            return outcome;
        _writtenOfFront = 0;
        _buffer.Release(count);
        _written = last;
        _progress.Written = last.Sequence;
        _group?.Signal();
        return outcome;
    }

    private FileOutcome Roll()
    {
        if (_group is null)
            return _options.Policy == DurabilityPolicy.Os ? _segments.Roll(_written) : SyncAndRoll();
        using (_group.HoldFile())
        {
            FileOutcome outcome = SyncAndRoll();
            if (outcome.IsDone)
                _group.Replace(_segments.Current);
            return outcome;
        }
    }

    private FileOutcome SyncAndRoll()
    {
        FileOutcome outcome = _progress.Durable < _progress.Written ? SyncWritten() : FileOutcome.Done;
        return outcome.IsDone ? _segments.Roll(_written) : outcome;
    }

    private FileOutcome SyncWritten()
    {
        FileOutcome outcome = _segments.Sync();
        if (outcome.IsDone)
            _progress.RaiseDurable(_progress.Written);
        return outcome;
    }

    private bool Refuse(FileOutcome outcome)
    {
        _progress.Refuse(outcome);
        _buffer.Compact();
        return false;
    }

    private void ThrowRefused(in RecordView view) => throw new InvalidOperationException(
        $"The journal can't take record {view.Sequence} of {view.Length} bytes (block {view.Header.BlockLength}) at "
        + $"{view.TimestampNanos} behind {_appended.Sequence} at {_appended.TimestampNanos}; room: {_buffer.HasRoom}.");
}
