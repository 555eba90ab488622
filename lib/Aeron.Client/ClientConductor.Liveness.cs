using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <content>Who is alive: the driver, this client, and what lingers.</content>
internal sealed partial class ClientConductor
{
    private AtomicCounter? _heartbeat;
    private long _keepAliveDueNs;
    private long _housekeepingDueNs;
    private long _lastServiceNs;

    /// <summary>
    /// Ends the client from inside: its resources are closed now, its thread ends with the next turn.
    /// </summary>
    private void Terminate()
    {
        if (!_isTerminating)
        {
            _isTerminating = true;
            _aeron.MarkClosed();
            CloseResources();
        }
    }

    private int CheckTimeouts(long nowNs)
    {
        CheckServiceInterval(nowNs);
        if (nowNs - _housekeepingDueNs < 0)
        {
            return 0;
        }

        _housekeepingDueNs = nowNs + _ctx.IdleSleepDurationNs();
        return CheckLiveness(nowNs) + FreeLingeringLogs(nowNs);
    }

    private void CheckServiceInterval(long nowNs)
    {
        long interval = nowNs - _lastServiceNs;
        if (interval > _ctx.InterServiceTimeoutNs())
        {
            Terminate();
            throw new ConductorServiceTimeoutException(
                $"service interval exceeded: timeout={_ctx.InterServiceTimeoutNs()} ns, interval={interval} ns");
        }

        _lastServiceNs = nowNs;
    }

    private int CheckLiveness(long nowNs)
    {
        if (nowNs - _keepAliveDueNs < 0)
        {
            return 0;
        }

        long nowMs = _epochClock.Time();
        long driverMs = _proxy.TimeOfLastDriverKeepaliveMs();
        if (driverMs == Aeron.NULL_VALUE)
        {
            Terminate();
            throw new DriverTimeoutException("MediaDriver has been shutdown");
        }

        if (nowMs > driverMs + _ctx.DriverTimeoutMs())
        {
            Terminate();
            throw new DriverTimeoutException(
                $"MediaDriver keepalive: age={nowMs - driverMs} ms > timeout={_ctx.DriverTimeoutMs()} ms");
        }

        if (_heartbeat is null)
        {
            FindHeartbeat();
        }
        else if (!IsHeartbeatMine(_heartbeat.Id))
        {
            Terminate();
            throw new AeronException("unexpected close of heartbeat timestamp counter: " + _heartbeat.Id);
        }

        _heartbeat?.SetRelease(nowMs);
        _keepAliveDueNs = nowNs + _ctx.KeepAliveIntervalNs();
        return 1;
    }

    /// <summary>The driver makes the counter when it gets the client's first command.</summary>
    private void FindHeartbeat()
    {
        int id = CountersReader.FindByTypeIdAndRegistrationId(
            AeronCounters.DRIVER_HEARTBEAT_TYPE_ID, _proxy.ClientId);
        if (id != CountersReader.NULL_COUNTER_ID)
        {
            _heartbeat = new AtomicCounter(_counterValues, id);
            AeronCounters.AppendToLabel(
                _ctx.CountersMetaData, id, $" name={_ctx.ClientName()} version={Aeron.Configuration.Version}");
        }
    }

    private bool IsHeartbeatMine(int counterId) =>
        CountersReader.GetCounterState(counterId) == CountersReader.RECORD_ALLOCATED
        && CountersReader.GetCounterTypeId(counterId) == AeronCounters.DRIVER_HEARTBEAT_TYPE_ID
        && CountersReader.GetCounterRegistrationId(counterId) == _proxy.ClientId;

    private int FreeLingeringLogs(long nowNs)
    {
        int freed = 0;
        for (int i = _lingeringLogs.Count - 1; i >= 0; i--)
        {
            if (nowNs - _lingeringLogs[i].LingerDeadlineNs >= 0)
            {
                _lingeringLogs[i].Dispose();
                _lingeringLogs.RemoveAt(i);
                freed++;
            }
        }

        return freed;
    }

    /// <summary>
    /// Closes everything. The mappings of what was open are left to the collector, which ends them when nobody can be
    /// offering or polling any more.
    /// </summary>
    private void CloseResources()
    {
        foreach (object resource in _resources.Values.ToArray())
        {
            switch (resource)
            {
                case Subscription subscription:
                    CloseImages(subscription, _ctx.ResourceLingerDurationNs());
                    break;
                case Publication publication:
                    publication.InternalClose();
                    break;
                case Counter counter:
                    counter.InternalClose();
                    NotifyUnavailableCounter(counter.RegistrationId, counter.Id);
                    break;
            }
        }

        _resources.Clear();
        _channelsAsked.Clear();
        _logs.Clear();
        _asyncCommands.Clear();
    }
}
