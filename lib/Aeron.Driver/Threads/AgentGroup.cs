using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Threads;

/// <summary>Agents that take turns on one thread. An error in one turn is reported, and the next turn comes.</summary>
internal sealed class AgentGroup(DriverServices services, params IAgent[] agents)
{
    private readonly SystemCounter[] _maxCycleCounters = Array.ConvertAll(agents, agent => agent.Name switch
    {
        "sender" => SystemCounter.SenderMaxCycleTime,
        "receiver" => SystemCounter.ReceiverMaxCycleTime,
        _ => SystemCounter.ConductorMaxCycleTime,
    });

    private readonly long[] _lastTurnNanos = new long[agents.Length];

    public string Name => string.Join('+', agents.Select(agent => agent.Name));

    /// <summary>One turn each; returns how much was done.</summary>
    public int DoWork()
    {
        int work = 0;
        for (int index = 0; index < agents.Length; index++)
        {
            work += Turn(index);
        }

        return work;
    }

    private int Turn(int index)
    {
        long nowNanos = DriverServices.NowNanos();
        if (_lastTurnNanos[index] != 0)
        {
            services.Counters[_maxCycleCounters[index]].ProposeMax(nowNanos - _lastTurnNanos[index]);
        }

        _lastTurnNanos[index] = nowNanos;
        try
        {
            return agents[index].DoWork(nowNanos);
        }
        catch (Exception error)
        {
            services.Report(error);
            return 0;
        }
    }
}
