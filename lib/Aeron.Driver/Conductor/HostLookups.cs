using System.Net;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>
/// Looks names of hosts up, each on a thread of its own: a name service may take many seconds, and no other client is to
/// wait for it. Used on the conductor's thread.
/// </summary>
internal sealed class HostLookups(DriverServices services)
{
    /// <summary>Most names at a time. A name service that does not answer keeps its thread until it gives up.</summary>
    public const int MaxLookups = 16;

    private readonly Dictionary<string, Lookup> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Has a host's addresses found; there are none when it is unknown or takes too long.</summary>
    /// <exception cref="CommandRefusedException">Too many are being looked up.</exception>
    public void Begin(string host, Action<IReadOnlyCollection<IPAddress>> found)
    {
        if (_lookups.TryGetValue(host, out Lookup? running) && running.Waiting.Count > 0)
        {
            running.Waiting.Add(found);
            return;
        }

        if (running is not null || _lookups.Count == MaxLookups)
        {
            throw new CommandRefusedException(
                ErrorCode.ResourceTemporarilyUnavailable, $"the name service does not answer; '{host}' was not asked for");
        }

        var lookup = new Lookup(DriverServices.NowNanos()) { Waiting = { found } };
        _lookups.Add(host, lookup);
        new Thread(() => LookUp(host, lookup)) { IsBackground = true, Name = "aeron-driver-host-lookup" }.Start();
    }

    /// <summary>Lets commands go that have waited for too long.</summary>
    public void OnTimer(long nowNanos)
    {
        if (_lookups.Count == 0)
        {
            return;
        }

        // A command that is let go may be followed by one that has another name looked up.
        foreach (Lookup lookup in _lookups.Values.ToArray())
        {
            if (nowNanos - lookup.SinceNanos > services.Context.HostLookupTimeoutNanos)
            {
                lookup.Answer([]);
            }
        }
    }

    private void LookUp(string host, Lookup lookup)
    {
        IPAddress[] addresses;
        try
        {
            addresses = services.Context.HostResolver(host);
        }
        catch (Exception)
        {
            // Whatever the reason: there is no address, and nobody above this to tell.
            addresses = [];
        }

        services.ForConductor.Post(() =>
        {
            _lookups.Remove(host);
            lookup.Answer(addresses);
        });
    }

    private sealed class Lookup(long sinceNanos)
    {
        public long SinceNanos { get; } = sinceNanos;

        /// <summary>Those who want to know; none when they were let go.</summary>
        public List<Action<IReadOnlyCollection<IPAddress>>> Waiting { get; } = [];

        public void Answer(IPAddress[] addresses)
        {
            Action<IReadOnlyCollection<IPAddress>>[] waiting = [.. Waiting];
            Waiting.Clear();
            foreach (Action<IReadOnlyCollection<IPAddress>> found in waiting)
            {
                found(addresses);
            }
        }
    }
}
