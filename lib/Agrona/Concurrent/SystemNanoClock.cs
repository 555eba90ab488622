using System.Diagnostics;

namespace Adaptive.Agrona.Concurrent;

/// <summary>The system's monotonic clock. Any thread may ask.</summary>
public class SystemNanoClock : INanoClock
{
    /// <summary>The one that everybody can share.</summary>
    public static readonly SystemNanoClock INSTANCE = new();

    /// <inheritdoc/>
    public long NanoTime()
    {
        long ticks = Stopwatch.GetTimestamp();
        if (Stopwatch.Frequency == 1_000_000_000)
        {
            return ticks;
        }

        long seconds = Math.DivRem(ticks, Stopwatch.Frequency, out long rest);
        return (seconds * 1_000_000_000) + (rest * 1_000_000_000 / Stopwatch.Frequency);
    }
}
