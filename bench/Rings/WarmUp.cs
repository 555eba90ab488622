using System.Diagnostics;

namespace MatchingEngine.Bench.Rings;

/// <summary>How long to run before measuring.</summary>
public static class WarmUp
{
    /// <summary>
    /// Half a second, in ticks of the stopwatch: the run-time compiler replaces its first, slow code no sooner than a
    /// tenth of a second after the last new method was called.
    /// </summary>
    public static readonly long Ticks = Stopwatch.Frequency / 2;
}
