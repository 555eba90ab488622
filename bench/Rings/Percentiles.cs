using System.Diagnostics;

namespace MatchingEngine.Bench.Rings;

/// <summary>Mean and percentiles of a set of durations, in nanoseconds.</summary>
public sealed record Percentiles(double MeanNanos, double P50Nanos, double P99Nanos)
{
    /// <summary>Sorts the ticks in place.</summary>
    public static Percentiles OfTicks(long[] ticks)
    {
        var nanosPerTick = 1e9 / Stopwatch.Frequency;
        Array.Sort(ticks);
        return new Percentiles(
            ticks.Average() * nanosPerTick, At(ticks, 0.50) * nanosPerTick, At(ticks, 0.99) * nanosPerTick);
    }

    private static long At(long[] sorted, double rank) =>
        sorted[Math.Min(sorted.Length - 1, (int)(rank * sorted.Length))];
}
