using System.Globalization;

namespace MatchingEngine.Bench.Feed;

/// <summary>
/// How long the calling thread has run, and how long it has waited for a processor, in nanoseconds, as Linux counts
/// it. Tells what a thread costs from what a crowded machine costs it.
/// </summary>
internal readonly record struct ThreadTimes(long RunNanos, long WaitNanos)
{
    private const string File = "/proc/thread-self/schedstat";

    /// <summary>Up to now; zeros where the system does not tell.</summary>
    public static ThreadTimes Now()
    {
        if (!System.IO.File.Exists(File))
            return default;
        string[] fields = System.IO.File.ReadAllText(File).Split(' ');
        return new ThreadTimes(
            long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture));
    }

    /// <summary>What came since an earlier moment.</summary>
    public ThreadTimes Since(ThreadTimes start) => new(RunNanos - start.RunNanos, WaitNanos - start.WaitNanos);
}
