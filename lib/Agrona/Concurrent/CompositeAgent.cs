using System.Runtime.ExceptionServices;

namespace Adaptive.Agrona.Concurrent;

/// <summary>Several agents that take their turns one after the other on one thread.</summary>
public class CompositeAgent : IAgent
{
    private readonly IAgent[] _agents;
    private readonly string _roleName;
    private int _next;

    /// <summary>Puts agents together.</summary>
    /// <param name="agents">The agents, at least one.</param>
    public CompositeAgent(List<IAgent> agents)
        : this(agents.ToArray())
    {
    }

    /// <summary>Puts agents together.</summary>
    /// <param name="agents">The agents, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public CompositeAgent(params IAgent[] agents)
    {
        if (agents.Length == 0)
        {
            throw new ArgumentException("at least one agent is needed", nameof(agents));
        }

        _agents = [.. agents];
        _roleName = $"[{string.Join(',', agents.Select(agent => agent.RoleName()))}]";
    }

    /// <summary>Starts all; when some throw, the others are started and the first exception is thrown.</summary>
    public void OnStart() => ForAll(static agent => agent.OnStart());

    /// <summary>
    /// One turn of each. An agent that throws ends the round; the next round begins with the agent after it, so that
    /// none is starved.
    /// </summary>
    /// <returns>Sum of what they returned.</returns>
    public int DoWork()
    {
        int work = 0;
        while (_next < _agents.Length)
        {
            work += _agents[_next++].DoWork();
        }

        _next = 0;
        return work;
    }

    /// <summary>Ends all; when some throw, the others are ended and the first exception is thrown.</summary>
    public void OnClose() => ForAll(static agent => agent.OnClose());

    /// <inheritdoc/>
    public string RoleName() => _roleName;

    private void ForAll(Action<IAgent> action)
    {
        Exception? first = null;
        foreach (IAgent agent in _agents)
        {
            try
            {
                action(agent);
            }
            catch (Exception e)
            {
                first ??= e;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
