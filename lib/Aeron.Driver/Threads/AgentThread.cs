namespace MatchingEngine.AeronDriver.Threads;

/// <summary>A thread that runs a group of agents until it is disposed.</summary>
internal sealed class AgentThread : IDisposable
{
    private readonly AgentGroup _group;
    private readonly IdleWaiter _idle;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public AgentThread(AgentGroup group, DriverIdle idle, long maxParkNanos)
    {
        _group = group;
        _idle = new IdleWaiter(idle, maxParkNanos);
        _thread = new Thread(Run) { IsBackground = true, Name = "aeron-driver-" + group.Name };
        _thread.Start();
    }

    /// <summary>Waits for the turn at hand to end.</summary>
    public void Dispose()
    {
        _isStopping = true;
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        IdleWaiter.SleepPrecisely();
        while (!_isStopping)
        {
            _idle.Wait(_group.DoWork());
        }
    }
}
