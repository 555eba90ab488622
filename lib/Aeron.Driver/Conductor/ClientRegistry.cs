using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>Knows the clients and sees when one has died.</summary>
internal sealed class ClientRegistry(DriverServices services, StreamCounters counters)
{
    private readonly List<DriverClient> _clients = [];

    /// <summary>The client of a command; a client makes itself known by the first one that adds something.</summary>
    public DriverClient GetOrAdd(long clientId)
    {
        DriverClient? client = Find(clientId);
        if (client is null)
        {
            DriverCounter heartbeat = counters.ClientHeartbeat(clientId);
            heartbeat.Value = DriverServices.NowMillis();
            client = new DriverClient(clientId, heartbeat);
            _clients.Add(client);
            services.Notifier.CounterReady(clientId, heartbeat.Id);
        }

        return client;
    }

    public DriverClient? Find(long clientId)
    {
        foreach (DriverClient client in _clients)
        {
            if (client.Id == clientId)
            {
                return client;
            }
        }

        return null;
    }

    /// <summary>
    /// Takes one client out that has ended or has not been heard of for too long; null when there is none such.
    /// </summary>
    public DriverClient? TakeDead(long nowMillis)
    {
        long timeoutMillis = services.Context.ClientLivenessTimeoutNanos / 1_000_000;
        foreach (DriverClient client in _clients)
        {
            if (client.IsClosing || nowMillis - client.Heartbeat.Value > timeoutMillis)
            {
                Remove(client);
                return client;
            }
        }

        return null;
    }

    private void Remove(DriverClient client)
    {
        _clients.Remove(client);
        if (!client.IsClosing)
        {
            services.Counters[SystemCounter.ClientTimeouts].Increment();
            services.Notifier.ClientTimeout(client.Id);
        }

        services.Notifier.UnavailableCounter(client.Id, client.Heartbeat.Id);
        counters.Free(client.Heartbeat);
    }
}
