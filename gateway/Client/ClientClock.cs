namespace MatchingEngine.Client;

/// <summary>Milliseconds for timers, and logon timestamps that always rise.</summary>
internal sealed class ClientClock(TimeProvider provider)
{
    private readonly long _ticksPerMillisecond = Math.Max(1, provider.TimestampFrequency / 1_000);
    private long _lastLogonNanos;

    /// <summary>Monotonic milliseconds from an arbitrary start.</summary>
    public long Millis => provider.GetTimestamp() / _ticksPerMillisecond;

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long UtcNanos => (provider.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;

    /// <summary>
    /// The time for a logon message: the venue takes only later ones than it has seen, even where the clock stands
    /// still between two of them.
    /// </summary>
    public long NextLogonNanos() => _lastLogonNanos = Math.Max(UtcNanos, _lastLogonNanos + 1);
}
