using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>Knows the clients and sees when one has died.</summary>
internal sealed class ClientRegistry(DriverServices services, StreamCounters counters)
{
    private readonly List<DriverClient> _clients = [];

    public int Count => _clients.Count;

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

    /// <summary>Takes those out that have ended or have not been heard of for too long, and hands each to the caller.</summary>
    public void RemoveDead(long nowMillis, Action<DriverClient> onRemoved)
    {
        long timeoutMillis = services.Context.ClientLivenessTimeoutNanos / 1_000_000;
        for (int index = _clients.Count - 1; index >= 0; index--)
        {
            DriverClient client = _clients[index];
            bool isDead = nowMillis - client.Heartbeat.Value > timeoutMillis;
            if (!client.IsClosing && !isDead)
            {
                continue;
            }

            _clients.RemoveAt(index);
            if (!client.IsClosing)
            {
                services.Counters[SystemCounter.ClientTimeouts].Increment();
                services.Notifier.ClientTimeout(client.Id);
            }

            services.Notifier.UnavailableCounter(client.Id, client.Heartbeat.Id);
            counters.Free(client.Heartbeat);
            onRemoved(client);
        }
    }
}
