using Disruptor;
using MatchingEngine.Journal;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// Appends commands to the journal and writes once a batch. A full disk stalls it: what was appended waits, the port
/// refuses new commands, and writing is tried again until there is room. Runs on one thread.
/// </summary>
internal sealed class JournalStage : IValueEventHandler<CommandRecord>
{
    /// <summary>Commands appended before a write at the most; bounds the write buffer's use.</summary>
    public const int MaxBatch = 4096;

    /// <summary>Pause between two tries to write to a full disk.</summary>
    public const int RetryMillis = 50;

    private readonly JournalWriter _writer;
    private readonly CommandPort _port;
    private readonly EngineFault _fault;
    private readonly Action<string> _report;
    private long _retryAtMillis;
    private volatile bool _halted;

    public JournalStage(JournalWriter writer, CommandPort port, EngineFault fault, Action<string> report)
    {
        _writer = writer;
        _port = port;
        _fault = fault;
        _report = report;
    }

    /// <inheritdoc/>
    public int? MaxBatchSize => MaxBatch;

    /// <summary>True when a command can be appended now. False while stalled or failed.</summary>
    public bool IsReady => !_port.JournalStalled && !_fault.IsSet && _writer.CanAppend;

    /// <summary>Ends the waiting of a stalled stage; its commands were never acknowledged.</summary>
    public void Halt() => _halted = true;

    /// <summary>
    /// The stage as a handler on a thread of its own: waits where the stage as a duty would return.
    /// </summary>
    public void OnEvent(ref CommandRecord command, long sequence, bool endOfBatch)
    {
        while (!_writer.CanAppend && !TryWrite())
            Pause();
        _writer.Append(in command);
        if (!endOfBatch)
            return;
        while (!TryWrite())
            Pause();
    }

    /// <summary>Appends without waiting; the caller has asked <see cref="IsReady"/>.</summary>
    public void Append(in CommandRecord command) => _writer.Append(in command);

    /// <summary>Writes what waits. False while the disk is full.</summary>
    public bool TryWrite()
    {
        if (_writer.TryWrite())
        {
            if (_port.JournalStalled)
                Resume();
            return true;
        }
        if (_writer.State == JournalState.Failed)
            throw Fail();
        if (!_port.JournalStalled)
            Stall();
        return false;
    }

    /// <summary>Notes a sync that failed on the journal's own thread.</summary>
    public void CheckWriter()
    {
        if (_writer.State == JournalState.Failed && !_fault.IsSet)
            Fail();
    }

    /// <summary>Tries a stalled write again when its pause is over. For the stage as a duty.</summary>
    public void RetryWhenDue()
    {
        long nowMillis = Environment.TickCount64;
        if (_fault.IsSet || nowMillis < _retryAtMillis)
            return;
        _retryAtMillis = nowMillis + RetryMillis;
        TryWrite();
    }

    private void Stall()
    {
        _port.JournalStalled = true;
        _retryAtMillis = Environment.TickCount64 + RetryMillis;
        _report($"journal stalled: {_writer.StateReason}. New commands are refused (JournalUnavailable), "
            + "nothing acknowledged is lost. Free space on the disk; writing goes on by itself.");
    }

    private void Resume()
    {
        _port.JournalStalled = false;
        _report("journal writes again; commands are accepted.");
    }

    private JournalFailedException Fail()
    {
        var failure = new JournalFailedException($"The journal cannot be written any more: {_writer.StateReason}. "
            + "Nothing acknowledged is lost. Check the disk, then start the service again.");
        _fault.Set(failure);
        return failure;
    }

    private void Pause()
    {
        if (_halted)
            throw new OperationCanceledException("The journal was stalled when the service ended.");
        Thread.Sleep(RetryMillis);
    }
}
