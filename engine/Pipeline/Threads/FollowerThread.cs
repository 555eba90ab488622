namespace MatchingEngine.Pipeline;

/// <summary>
/// Runs an <see cref="IEventFollower"/>: releases events to it behind the gate, with a place of its own in the event
/// ring. Where each stage has a processor its thread spins. Where they are few it sleeps when there is nothing to do: to
/// wake it costs a system call, and its turn a slice of a processor that somebody else needs. So a thread that has
/// nothing else to do may take the few events that there mostly are (<see cref="Help"/>), and wakes this one only when
/// there are many.
/// </summary>
internal sealed class FollowerThread
{
    private const int IdleTurnsBeforeBlock = 8;
    private const int BlockMillis = 50;
    private const int MaxHelped = 64;

    // The thread must be awake well before the ring is full: the core waits for it then.
    private const int ShareOfRing = 4;

    private readonly EventRelease _release;
    private readonly IEventFollower _follower;
    private readonly EngineFault _fault;
    private readonly EngineThread _thread;
    private readonly object _sleep = new();
    private readonly bool _spins;
    private readonly int _blockMillis;
    private readonly int _awakeAbove;
    private int _isTaken;
    private volatile bool _isBlocked;
    private volatile bool _stopping;

    /// <param name="release">Its place in the event ring.</param>
    /// <param name="follower">Takes the events.</param>
    /// <param name="fault">Ends the thread, and is set by what the follower throws.</param>
    /// <param name="spins">Whether it has a processor for itself.</param>
    /// <param name="isHelped">Whether another thread helps.</param>
    /// <param name="blockMillis">How long it sleeps when nobody wakes it: the follower has turns of its own.</param>
    public FollowerThread(
        EventRelease release,
        IEventFollower follower,
        EngineFault fault,
        bool spins,
        bool isHelped,
        int blockMillis = BlockMillis)
    {
        _release = release;
        _follower = follower;
        _fault = fault;
        _spins = spins;
        _blockMillis = blockMillis;
        _awakeAbove = isHelped ? Math.Min(MaxHelped, release.Capacity / ShareOfRing) : 0;
        int? processor = spins ? ThreadPlacement.Processor(ThreadPlacement.Follower) : null;
        _thread = new EngineThread("me-follower", processor, fault, Run);
    }

    public void Start() => _thread.Start();

    /// <summary>
    /// Called after events were released to the gateway: they may be released here as well. Costs a system call when
    /// the thread sleeps, else nearly nothing.
    /// </summary>
    public void Wake()
    {
        if (!IsForThread)
            return;
        // What was released must be seen by a follower that goes to sleep now, or its going to sleep be seen here.
        Interlocked.MemoryBarrier();
        if (_isBlocked)
            WakeNow();
    }

    /// <summary>
    /// Gives the follower its events on the calling thread, if they are few, of commands that are there as a whole, and
    /// its own thread is not at it: so the time that this takes is bounded.
    /// </summary>
    /// <returns>Events given.</returns>
    public int Help()
    {
        if (_release.PendingCount == 0 || IsForThread || !TryEnter())
            return 0;
        // The thread may have been at it a moment ago.
        int work = IsForThread ? 0 : _release.DoWork();
        Leave();
        return work;
    }

    /// <summary>Ends the thread when it has taken everything that may be released. No more becomes durable.</summary>
    public void Stop()
    {
        _stopping = true;
        WakeNow();
        _thread.Join();
    }

    private void Run()
    {
        int idleTurns = 0;
        while (!_fault.IsSet)
        {
            // Read first: what was released before the end of the engine is taken in the turn that follows.
            bool isLastTurn = _stopping;
            int work = Turn();
            if (work > 0)
                idleTurns = 0;
            else if (isLastTurn)
                return;
            else
                Idle(++idleTurns);
        }
    }

    private int Turn()
    {
        while (!TryEnter())
        {
            if (_fault.IsSet)
                return 0;
            Thread.Yield();
        }
        int work = _release.DoWork() + _follower.DoWork();
        Leave();
        return work;
    }

    // One thread at a time has the follower. What throws keeps it: the fault ends all threads.
    private bool TryEnter() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    private void Leave() => Volatile.Write(ref _isTaken, 0);

    // Once it has slept it sleeps again unless there was something to do.
    private void Idle(int turns)
    {
        if (_spins)
            Thread.SpinWait(1);
        else if (turns <= IdleTurnsBeforeBlock)
            Thread.Yield();
        else
            Block();
    }

    private void Block()
    {
        lock (_sleep)
        {
            _isBlocked = true;
            Interlocked.MemoryBarrier();
            if (!(IsForThread && _release.HasReleasable) && !_stopping && !_fault.IsSet)
                Monitor.Wait(_sleep, _blockMillis);
            _isBlocked = false;
        }
    }

    private bool IsForThread
    {
        get
        {
            long pending = _release.PendingCount;
            return pending > _awakeAbove || (pending > 0 && !_release.IsBetweenCommands);
        }
    }

    private void WakeNow()
    {
        lock (_sleep)
            Monitor.Pulse(_sleep);
    }
}
