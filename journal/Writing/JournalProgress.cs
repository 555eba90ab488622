namespace MatchingEngine.Journal;

/// <summary>How far a journal is, and how it is. Read from any thread; each value has one writer at a time.</summary>
internal sealed class JournalProgress
{
    private readonly Lock _stateGate = new();
    private PaddedSequence _written;
    private PaddedSequence _durable;
    private volatile JournalState _state;
    private volatile string _reason = string.Empty;

    public JournalProgress(long lastSequence)
    {
        _written.Value = lastSequence;
        _durable.Value = lastSequence;
    }

    public long Written
    {
        get => _written.Value;
        set => _written.Value = value;
    }

    public long Durable => _durable.Value;

    public JournalState State => _state;

    public string Reason => _reason;

    /// <summary>Raises the durable sequence; never lowers it, and never moves it once the journal has failed.</summary>
    public void RaiseDurable(long sequence)
    {
        if (_state != JournalState.Failed && sequence > _durable.Value)
            _durable.Value = sequence;
    }

    /// <summary>Full disk: stalled. Anything else: failed, for good.</summary>
    public void Refuse(FileOutcome outcome)
    {
        lock (_stateGate)
        {
            if (_state == JournalState.Failed)
                return;
            _reason = outcome.Reason;
            _state = outcome.Fault == FileFault.DiskFull ? JournalState.Stalled : JournalState.Failed;
        }
    }

    /// <summary>There is room again.</summary>
    public void Resume()
    {
        lock (_stateGate)
        {
            if (_state != JournalState.Stalled)
                return;
            _state = JournalState.Running;
            _reason = string.Empty;
        }
    }
}
