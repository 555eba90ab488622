namespace MatchingEngine.Pipeline;

/// <summary>
/// Runs an <see cref="IEventFollower"/>: releases events to it behind the gate, with a place of its own in the event
/// ring. Where processors are few it sleeps when there is nothing to do, and the thread that serves the gateway wakes
/// it after it has served the clients; where each stage has a processor it spins.
/// </summary>
internal sealed class FollowerThread
{
    private const int IdleTurnsBeforeBlock = 8;
    private const int BlockMillis = 50;

    private readonly EventRelease _release;
    private readonly IEventFollower _follower;
    private readonly EngineFault _fault;
    private readonly EngineThread _thread;
    private readonly object _sleep = new();
    private readonly bool _spins;
    private volatile bool _isBlocked;
    private volatile bool _stopping;

    /// <param name="release">Its place in the event ring.</param>
    /// <param name="follower">Takes the events.</param>
    /// <param name="fault">Ends the thread, and is set by what the follower throws.</param>
    /// <param name="spins">Whether it has a processor for itself.</param>
    public FollowerThread(EventRelease release, IEventFollower follower, EngineFault fault, bool spins)
    {
        _release = release;
        _follower = follower;
        _fault = fault;
        _spins = spins;
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
        // What was released must be seen by a follower that goes to sleep now, or its going to sleep be seen here.
        Interlocked.MemoryBarrier();
        if (_isBlocked)
            WakeNow();
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
            int work = _release.DoWork() + _follower.DoWork();
            if (work > 0)
                idleTurns = 0;
            else if (isLastTurn)
                return;
            else
                Idle(++idleTurns);
        }
    }

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
            if (!_release.HasReleasable && !_stopping && !_fault.IsSet)
                Monitor.Wait(_sleep, BlockMillis);
            _isBlocked = false;
        }
    }

    private void WakeNow()
    {
        lock (_sleep)
            Monitor.Pulse(_sleep);
    }
}
