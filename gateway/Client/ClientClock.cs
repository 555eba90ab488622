namespace MatchingEngine.Client;

/// <summary>Milliseconds for timers, and logon timestamps that always rise.</summary>
internal sealed class ClientClock(TimeProvider provider)
{
    // Twice what the venue lets a logon differ from its clock: no accepted logon was further ahead than half of it.
    private const long MaxAheadNanos = 60_000_000_000;

    private readonly long _ticksPerMillisecond = Math.Max(1, provider.TimestampFrequency / 1_000);
    private long _lastLogonNanos;

    /// <summary>Monotonic milliseconds from an arbitrary start.</summary>
    public long Millis => provider.GetTimestamp() / _ticksPerMillisecond;

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long UtcNanos => (provider.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;

    /// <summary>
    /// The time for a logon message: the venue takes only later ones than it has seen, even where the clock stands
    /// still or goes back a little. A clock that is set back by more was wrong before, and its logons were refused.
    /// </summary>
    public long NextLogonNanos()
    {
        long now = UtcNanos;
        bool goesOn = _lastLogonNanos >= now && _lastLogonNanos - now <= MaxAheadNanos;
        return _lastLogonNanos = goesOn ? _lastLogonNanos + 1 : now;
    }
}
