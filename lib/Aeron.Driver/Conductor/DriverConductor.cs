using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Network;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>
/// Does what clients ask for, keeps publishers' limits up, and each timer interval looks who has died. One duty cycle a
/// turn, on one thread.
/// </summary>
internal sealed class DriverConductor : IAgent
{
    private readonly DriverServices _services;
    private readonly ClientRegistry _clients;
    private readonly CounterRegistry _counters;
    private readonly EndpointRegistry _endpoints;
    private readonly PublicationRegistry _publications;
    private readonly SubscriptionRegistry _subscriptions;
    private readonly ImageRegistry _images;
    private readonly HostLookups _lookups;
    private readonly CommandDispatcher _dispatcher;
    private long _nextTimerNanos;
    private long _ringHead;
    private long _ringHeadSinceNanos;

    public DriverConductor(DriverServices services, Sender sender, Receiver receiver)
    {
        _services = services;
        var counters = new StreamCounters(services);
        var logs = new LogFactory(services);
        _clients = new ClientRegistry(services, counters);
        _counters = new CounterRegistry(services, counters);
        _endpoints = new EndpointRegistry(services, counters, sender, receiver);
        _publications = new PublicationRegistry(services, counters, logs, _endpoints, sender);
        _images = new ImageRegistry(services, counters, logs, receiver);
        _subscriptions = new SubscriptionRegistry(services, counters, _endpoints, _publications, _images);
        _lookups = new HostLookups(services);
        _dispatcher = new CommandDispatcher(
            services, _clients, _counters, _publications, _subscriptions, _images, _lookups);
        _nextTimerNanos = DriverServices.NowNanos() + services.Context.TimerIntervalNanos;
        _ringHeadSinceNanos = DriverServices.NowNanos();
    }

    public string Name => "conductor";

    public int DoWork(long nowNanos)
    {
        int work = _services.ForConductor.Drain(_services);
        if (nowNanos - _nextTimerNanos >= 0)
        {
            _nextTimerNanos = nowNanos + _services.Context.TimerIntervalNanos;
            // No work to its thread: what has nothing else to do may go on sleeping longer and longer.
            OnTimer(nowNanos);
        }

        work += _dispatcher.Poll(nowNanos);
        return work + _publications.UpdatePositions();
    }

    /// <summary>Closes sockets and unmaps logs. Every thread of the driver must have stopped.</summary>
    public void Dispose()
    {
        _endpoints.CloseAll();
        _publications.CloseAll();
        _images.CloseAll();
    }

    private void OnTimer(long nowNanos)
    {
        long nowMillis = DriverServices.NowMillis();
        _services.Cnc.ToDriver.HeartbeatMillis = nowMillis;
        UnblockCommands(nowNanos);
        while (_clients.TakeDead(nowMillis) is { } client)
        {
            _publications.RemoveOfClient(client.Id, nowNanos);
            _subscriptions.RemoveOfClient(client.Id, nowNanos);
            _counters.RemoveOfClient(client.Id);
        }

        _lookups.OnTimer(nowNanos);
        _publications.OnTimer(nowNanos);
        _images.OnTimer(nowNanos);
    }

    /// <summary>
    /// A client that died while it wrote a command must not keep those of the others from being read.
    /// </summary>
    private void UnblockCommands(long nowNanos)
    {
        ToDriverRing ring = _services.Cnc.ToDriver;
        long head = ring.HeadPosition;
        if (head != _ringHead || ring.TailPosition == head)
        {
            _ringHead = head;
            _ringHeadSinceNanos = nowNanos;
        }
        else if (nowNanos - _ringHeadSinceNanos > _services.Context.ClientLivenessTimeoutNanos)
        {
            _ringHeadSinceNanos = nowNanos;
            if (ring.Unblock())
            {
                _services.Counters[SystemCounter.UnblockedCommands].Increment();
            }
        }
    }
}
