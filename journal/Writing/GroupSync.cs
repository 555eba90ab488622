namespace MatchingEngine.Journal;

/// <summary>
/// Syncs on a thread of its own: one sync for everything that was written since the last one. Sleeps when all is
/// durable. The writer pays for waking it only when it sleeps.
/// </summary>
internal sealed class GroupSync : IDisposable
{
    private readonly Lock _fileGate = new();
    private readonly object _wakeGate = new();
    private readonly JournalProgress _progress;
    private readonly Action? _durabilityChanged;
    private readonly Thread _thread;
    private JournalFile _file;
    private bool _asleep;
    private bool _stopping;

    public GroupSync(JournalProgress progress, JournalFile file, Action? durabilityChanged)
    {
        _progress = progress;
        _file = file;
        _durabilityChanged = durabilityChanged;
        _thread = new Thread(Run) { IsBackground = true, Name = "journal-sync" };
        _thread.Start();
    }

    /// <summary>Says that more was written. Any number of calls lead to one sync.</summary>
    public void Signal()
    {
        // Written sequence before sleep flag here, sleep flag before written sequence there: one of the two sees the
        // other.
        Interlocked.MemoryBarrier();
        if (!Volatile.Read(ref _asleep))
            return;
        lock (_wakeGate)
            Monitor.PulseAll(_wakeGate);
    }

    /// <summary>
    /// Keeps the thread from syncing until the scope is disposed; waits for the sync that is under way.
    /// </summary>
    public Lock.Scope HoldFile() => _fileGate.EnterScope();

    /// <summary>
    /// Goes over to another file. The caller holds the file, and all that was written to the present one is durable.
    /// </summary>
    public void Replace(JournalFile file) => _file = file;

    public void Dispose()
    {
        lock (_wakeGate)
        {
            _stopping = true;
            Monitor.PulseAll(_wakeGate);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (AwaitWork())
        {
            lock (_fileGate)
                SyncWritten();

            _durabilityChanged?.Invoke();
        }
    }

    private void SyncWritten()
    {
        // A roll that held the file meanwhile has synced what this thread woke for; the new file holds nothing yet.
        if (!HasWork)
            return;
        long target = _progress.Written;
        FileOutcome outcome = _file.Sync().AsFinal();
        if (outcome.IsDone)
            _progress.RaiseDurable(target);
        else
            _progress.Refuse(outcome);
    }

    private bool HasWork => _progress.Written > _progress.Durable && _progress.State != JournalState.Failed;

    private bool AwaitWork()
    {
        if (HasWork && !Volatile.Read(ref _stopping))
            return true;
        lock (_wakeGate)
        {
            Volatile.Write(ref _asleep, true);
            Interlocked.MemoryBarrier();
            while (!_stopping && !HasWork)
                Monitor.Wait(_wakeGate);
            Volatile.Write(ref _asleep, false);
            return !_stopping;
        }
    }
}
