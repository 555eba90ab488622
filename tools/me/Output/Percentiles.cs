using HdrHistogram;

namespace MatchingEngine.Tools.Output;

/// <summary>A latency distribution in microseconds.</summary>
/// <param name="Count">Number of measurements.</param>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">Largest.</param>
public sealed record Percentiles(long Count, double P50, double P99, double P999, double Max)
{
    private const double NanosPerMicro = 1_000;

    /// <summary>Reads a histogram of nanoseconds; all 0 when it is empty.</summary>
    public static Percentiles Of(HistogramBase nanos)
    {
        if (nanos.TotalCount == 0)
            return new Percentiles(0, 0, 0, 0, 0);
        double max = nanos.GetMaxValue() / NanosPerMicro;
        return new Percentiles(nanos.TotalCount, At(nanos, 50), At(nanos, 99), At(nanos, 99.9), max);
    }

    private static double At(HistogramBase nanos, double percentile) =>
        nanos.GetValueAtPercentile(percentile) / NanosPerMicro;
}
