using System.Diagnostics.CodeAnalysis;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Agrona.Concurrent;

/// <summary>Does an agent's turns on a thread until it is disposed or the agent ends itself.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The event needs no disposal: nobody asks for its handle.")]
public class AgentRunner : IDisposable
{
    /// <summary>Milliseconds that <see cref="Dispose"/> waits for the thread before it interrupts it.</summary>
    public static readonly int RETRY_CLOSE_TIMEOUT_MS = 5000;

    private readonly IIdleStrategy _idleStrategy;
    private readonly IErrorHandler _errorHandler;
    private readonly AtomicCounter? _errorCounter;
    private readonly IAgent _agent;
    private readonly ManualResetEventSlim _ended = new();
    private Thread? _thread;
    private int _begun;
    private volatile bool _running = true;
    private volatile bool _closed;

    /// <summary>Prepares an agent; see <see cref="StartOnThread(AgentRunner)"/>.</summary>
    /// <param name="idleStrategy">Waits after turns in which there was nothing to do.</param>
    /// <param name="errorHandler">Gets what the agent throws.</param>
    /// <param name="errorCounter">Counts what the agent throws; may be null.</param>
    /// <param name="agent">The agent.</param>
    public AgentRunner(
        IIdleStrategy idleStrategy, IErrorHandler errorHandler, AtomicCounter? errorCounter, IAgent agent)
    {
        _idleStrategy = idleStrategy;
        _errorHandler = errorHandler;
        _errorCounter = errorCounter;
        _agent = agent;
    }

    /// <summary>Whether the agent has ended.</summary>
    public bool IsClosed => _closed;

    /// <summary>Starts a background thread that runs an agent.</summary>
    /// <param name="runner">The agent's runner.</param>
    /// <returns>The thread.</returns>
    public static Thread StartOnThread(AgentRunner runner) =>
        StartOnThread(runner, BackgroundThreadFactory.Instance);

    /// <summary>Starts a thread that runs an agent.</summary>
    /// <param name="runner">The agent's runner.</param>
    /// <param name="threadFactory">Makes the thread.</param>
    /// <returns>The thread.</returns>
    public static Thread StartOnThread(AgentRunner runner, IThreadFactory threadFactory)
    {
        Thread thread = threadFactory.NewThread(runner.Run);
        thread.Name = runner._agent.RoleName();
        thread.Start();
        return thread;
    }

    /// <summary>The agent.</summary>
    /// <returns>What was given at the beginning.</returns>
    public IAgent Agent() => _agent;

    /// <summary>The thread that runs the agent.</summary>
    /// <returns>The thread, or null before it runs.</returns>
    public Thread? Thread() => _thread;

    /// <summary>Runs the agent on the calling thread until it ends; nothing when it ran before.</summary>
    public void Run()
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
        {
            return;
        }

        _thread = System.Threading.Thread.CurrentThread;
        try
        {
            _agent.OnStart();
            while (_running)
            {
                Turn();
            }
        }
        catch (Exception e)
        {
            Report(e);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Ends the agent and waits for it; on the agent's own thread it ends after the current turn.</summary>
    /// <exception cref="TimeoutException">The thread neither ends nor lets itself be interrupted.</exception>
    public void Dispose()
    {
        _running = false;
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            Close();
        }
        else if (_thread != System.Threading.Thread.CurrentThread && !_ended.Wait(RETRY_CLOSE_TIMEOUT_MS))
        {
            _thread?.Interrupt();
            if (!_ended.Wait(RETRY_CLOSE_TIMEOUT_MS))
            {
                throw new TimeoutException($"agent does not end: {_agent.RoleName()}");
            }
        }
    }

    private void Turn()
    {
        try
        {
            _idleStrategy.Idle(_agent.DoWork());
        }
        catch (Exception e) when (e is AgentTerminationException or ThreadInterruptedException)
        {
            _running = false;
            Report(e);
        }
        catch (Exception e)
        {
            Report(e);
        }
    }

    private void Close()
    {
        try
        {
            _agent.OnClose();
        }
        catch (Exception e)
        {
            Report(e);
        }
        finally
        {
            _closed = true;
            _ended.Set();
        }
    }

    private void Report(Exception exception)
    {
        if (exception is ThreadInterruptedException && !_running)
        {
            return;
        }

        if (_errorCounter is { IsClosed: false })
        {
            _errorCounter.Increment();
        }

        _errorHandler.OnError(exception);
    }
}
