using System.Diagnostics;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// What the gateway knows of time. A seam: tests and simulations move it by hand.
/// Read on the gateway's thread only.
/// </summary>
public abstract class GatewayClock
{
    /// <summary>The clock of this machine.</summary>
    public static GatewayClock System { get; } = new SystemClock();

    /// <summary>Wall clock in nanoseconds since 1970-01-01T00:00:00Z: for logon timestamps and rejects.</summary>
    public abstract long UtcNanos { get; }

    /// <summary>Milliseconds that never go back, from any start: for time limits.</summary>
    public abstract long MonotonicMillis { get; }

    private sealed class SystemClock : GatewayClock
    {
        public override long UtcNanos => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

        public override long MonotonicMillis => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);
    }
}
