using System.Diagnostics;

namespace HdrHistogram;

/// <summary>Spans of time in ticks of <see cref="Stopwatch"/>, the unit in which latencies are recorded.</summary>
public static class TimeStamp
{
    /// <summary>Seconds in ticks.</summary>
    /// <param name="seconds">How many.</param>
    public static long Seconds(long seconds) => Stopwatch.Frequency * seconds;

    /// <summary>Minutes in ticks.</summary>
    /// <param name="minutes">How many.</param>
    public static long Minutes(long minutes) => Seconds(minutes * 60);

    /// <summary>Hours in ticks.</summary>
    /// <param name="hours">How many.</param>
    public static long Hours(int hours) => Minutes(hours * 60L);
}
