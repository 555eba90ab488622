using Adaptive.Aeron.Exceptions;
using Adaptive.Aeron.Status;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>
/// Speaks with the driver on behalf of a client: sends commands, takes what the driver says, keeps the client alive and
/// looks after its resources. Everything happens under the client's lock, on the conductor's thread or on that of a
/// caller who waits for an answer.
/// </summary>
internal sealed partial class ClientConductor : IAgent
{
    /// <summary>Status of the channel of something closed.</summary>
    public const long NoChannelStatus = -2;

    private const long ExplicitCloseLingerNs = 1_000_000_000;

    private readonly Aeron _aeron;
    private readonly Aeron.Context _ctx;
    private readonly ILock _lock;
    private readonly IEpochClock _epochClock;
    private readonly INanoClock _nanoClock;
    private readonly IErrorHandler _errorHandler;
    private readonly DriverProxy _proxy;
    private readonly DriverEvents _events;
    private readonly UnsafeBuffer _counterValues;
    private readonly Dictionary<long, object> _resources = [];
    private readonly Dictionary<long, string> _channelsAsked = [];
    private readonly Dictionary<long, LogBuffers> _logs = [];
    private readonly List<LogBuffers> _lingeringLogs = [];
    private readonly HashSet<long> _asyncCommands = [];
    private bool _isInCallback;
    private bool _isTerminating;
    private volatile bool _isClosed;

    public ClientConductor(Aeron.Context ctx, Aeron aeron)
    {
        _ctx = ctx;
        _aeron = aeron;
        _lock = ctx.ClientLock();
        _epochClock = ctx.EpochClock();
        _nanoClock = ctx.NanoClock();
        _errorHandler = ctx.ErrorHandler();
        _counterValues = ctx.CountersValues;
        CountersReader = new CountersReader(ctx.CountersMetaData, ctx.CountersValues, System.Text.Encoding.ASCII);
        _proxy = new DriverProxy(ctx.ToDriver, ctx.ClientId());
        _events = new DriverEvents(ctx.ToClients, this, ctx.ClientId(), _asyncCommands);
        long nowNs = _nanoClock.NanoTime();
        _keepAliveDueNs = nowNs + ctx.KeepAliveIntervalNs();
        _housekeepingDueNs = nowNs;
        _lastServiceNs = nowNs;
        AddHandlersOfContext();
    }

    public CountersReader CountersReader { get; }

    public void OnStart()
    {
    }

    public string RoleName() => "aeron-client";

    public int DoWork()
    {
        // A caller who waits for an answer holds the lock and does the conductor's work meanwhile.
        if (!_lock.TryLock())
        {
            return 0;
        }

        try
        {
            if (_isTerminating)
            {
                throw new AgentTerminationException("client conductor ends");
            }

            return Service(Aeron.NULL_VALUE);
        }
        finally
        {
            _lock.Unlock();
        }
    }

    public void OnClose()
    {
        _lock.Lock();
        try
        {
            if (_isClosed)
            {
                return;
            }

            bool isOwnWish = !_isTerminating;
            _aeron.MarkClosed();
            CloseResources();
            NotifyCloseHandlers();
            if (_ctx.CloseLingerDurationNs() > 0)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(_ctx.CloseLingerDurationNs() / 1_000_000.0));
            }

            foreach (LogBuffers log in _lingeringLogs.Where(log => log.LingerDeadlineNs <= _nanoClock.NanoTime()))
            {
                log.Dispose();
            }

            _lingeringLogs.Clear();
            if (isOwnWish)
            {
                _proxy.ClientClose();
            }

            _ctx.Dispose();
        }
        finally
        {
            _isClosed = true;
            _lock.Unlock();
        }
    }

    public long ChannelStatus(int channelStatusId)
    {
        if (channelStatusId == ChannelEndpointStatus.NO_ID_ALLOCATED)
        {
            return ChannelEndpointStatus.ACTIVE;
        }

        return _isClosed ? NoChannelStatus : CountersReader.GetCounterValue(channelStatusId);
    }

    public bool IsCommandActive(long correlationId) =>
        Locked(() => _asyncCommands.Contains(correlationId), whenClosed: false);

    public bool HasActiveCommands() => Locked(() => _asyncCommands.Count > 0, whenClosed: false);

    public long NextCorrelationId()
    {
        EnsureActive();
        return _proxy.NextCorrelationId();
    }

    private int Service(long correlationId)
    {
        int work = 0;
        try
        {
            work += CheckTimeouts(_nanoClock.NanoTime());
            work += _events.Receive(correlationId);
        }
        catch (AgentTerminationException)
        {
            throw;
        }
        catch (Exception e)
        {
            if (_events.IsInvalid)
            {
                Terminate();
            }

            if (correlationId != Aeron.NULL_VALUE)
            {
                throw;
            }

            _errorHandler.OnError(e);
        }

        return work;
    }

    private void AwaitResponse(long correlationId)
    {
        IIdleStrategy idle = _ctx.AwaitingIdleStrategy();
        long deadlineNs = _nanoClock.NanoTime() + (_ctx.DriverTimeoutMs() * 1_000_000);
        idle.Reset();
        do
        {
            if (_ctx.DriverAgentInvoker() is { } driver)
            {
                driver.Invoke();
            }
            else
            {
                idle.Idle(0);
            }

            Service(correlationId);
            if (_events.ReceivedCorrelationId == correlationId)
            {
                if (_events.Error is { } error)
                {
                    _channelsAsked.Remove(correlationId);
                    _resources.Remove(correlationId);
                    throw error;
                }

                return;
            }

            if (_isTerminating)
            {
                throw new AeronException("Aeron client is closed", Category.FATAL);
            }
        }
        while (deadlineNs - _nanoClock.NanoTime() > 0);

        _channelsAsked.Remove(correlationId);
        _resources.Remove(correlationId);
        throw new DriverTimeoutException(
            $"no response from the driver within {_ctx.DriverTimeoutMs()} ms, correlationId={correlationId}");
    }

    private void EnsureActive()
    {
        if (_isClosed || _isTerminating)
        {
            throw new AeronException("Aeron client is closed");
        }
    }

    private void EnsureNotReentrant()
    {
        if (_isInCallback)
        {
            throw new AeronException("reentrant calls are not permitted in callbacks");
        }
    }

    private void EnterCommand()
    {
        _lock.Lock();
        try
        {
            EnsureActive();
            EnsureNotReentrant();
        }
        catch
        {
            _lock.Unlock();
            throw;
        }
    }

    private T Locked<T>(Func<T> function, T whenClosed)
    {
        _lock.Lock();
        try
        {
            return _isClosed ? whenClosed : function();
        }
        finally
        {
            _lock.Unlock();
        }
    }

    /// <summary>Runs a handler of the application, which must not call back in.</summary>
    private void Callback(Action handler)
    {
        _isInCallback = true;
        try
        {
            handler();
        }
        catch (Exception e)
        {
            _errorHandler.OnError(e);
        }
        finally
        {
            _isInCallback = false;
        }
    }

    private LogBuffers AcquireLog(long registrationId, string logFileName)
    {
        if (!_logs.TryGetValue(registrationId, out LogBuffers? log))
        {
            log = new LogBuffers(logFileName, _ctx.PreTouchMappedMemory());
            _logs.Add(registrationId, log);
        }

        log.References++;
        return log;
    }

    /// <summary>
    /// A log that nobody uses any more stays mapped for a while: another thread may still be offering or polling.
    /// </summary>
    private void ReleaseLog(LogBuffers log, long registrationId, long lingerNs)
    {
        if (--log.References == 0)
        {
            _logs.Remove(registrationId);
            log.LingerDeadlineNs = _nanoClock.NanoTime() + lingerNs;
            _lingeringLogs.Add(log);
        }
    }
}
