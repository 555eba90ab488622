using System.Diagnostics;

namespace HdrHistogram;

/// <summary>What to divide recorded values by, to write them in another unit.</summary>
public static class OutputScalingFactor
{
    /// <summary>Values stay in the unit in which they were recorded.</summary>
    public const double None = 1;

    /// <summary>From ticks of <see cref="Stopwatch"/> to microseconds.</summary>
    public static readonly double TimeStampToMicroseconds = Stopwatch.Frequency / 1_000_000.0;

    /// <summary>From ticks of <see cref="Stopwatch"/> to milliseconds.</summary>
    public static readonly double TimeStampToMilliseconds = Stopwatch.Frequency / 1_000.0;

    /// <summary>From ticks of <see cref="Stopwatch"/> to seconds.</summary>
    public static readonly double TimeStampToSeconds = Stopwatch.Frequency;
}
