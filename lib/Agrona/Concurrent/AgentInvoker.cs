using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Agrona.Concurrent;

/// <summary>Lets the caller's thread do an agent's turns. All members are for that one thread.</summary>
public class AgentInvoker : IDisposable
{
    private readonly IErrorHandler _errorHandler;
    private readonly AtomicCounter? _errorCounter;
    private readonly IAgent _agent;

    /// <summary>Prepares an agent; see <see cref="Start"/>.</summary>
    /// <param name="errorHandler">Gets what the agent throws.</param>
    /// <param name="errorCounter">Counts what the agent throws; may be null.</param>
    /// <param name="agent">The agent.</param>
    public AgentInvoker(IErrorHandler errorHandler, AtomicCounter? errorCounter, IAgent agent)
    {
        _errorHandler = errorHandler;
        _errorCounter = errorCounter;
        _agent = agent;
    }

    /// <summary>Whether it has been started.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Whether it has been started and has not ended.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Whether it has been disposed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The agent.</summary>
    /// <returns>What was given at the beginning.</returns>
    public IAgent Agent() => _agent;

    /// <summary>Starts the agent; nothing when it has been started before.</summary>
    public void Start()
    {
        if (IsStarted)
        {
            return;
        }

        IsStarted = true;
        try
        {
            _agent.OnStart();
            IsRunning = true;
        }
        catch (Exception e)
        {
            Report(e);
            Dispose();
        }
    }

    /// <summary>Does one turn.</summary>
    /// <returns>What the agent returned; 0 when it does not run.</returns>
    public int Invoke()
    {
        if (!IsRunning)
        {
            return 0;
        }

        try
        {
            return _agent.DoWork();
        }
        catch (Exception e) when (e is AgentTerminationException or ThreadInterruptedException)
        {
            IsRunning = false;
            Report(e);
        }
        catch (Exception e)
        {
            Report(e);
        }

        return 0;
    }

    /// <summary>Ends the agent.</summary>
    public void Dispose()
    {
        if (IsClosed)
        {
            return;
        }

        IsRunning = false;
        IsClosed = true;
        try
        {
            _agent.OnClose();
        }
        catch (Exception e)
        {
            Report(e);
        }
    }

    private void Report(Exception exception)
    {
        if (_errorCounter is { IsClosed: false })
        {
            _errorCounter.Increment();
        }

        _errorHandler.OnError(exception);
    }
}
