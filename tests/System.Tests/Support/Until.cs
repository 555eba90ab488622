using System.Diagnostics;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// Waits for conditions, each with a limit. Time alone is no measure on a machine that has none for the test: a limit is
/// reached when there were tries enough as well, or after several times as long.
/// </summary>
internal static class Until
{
    /// <summary>Generous: the machine may be shared with other builds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int MillisPerTry = 4;
    private const int Patience = 4;

    public static void True(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        TimeSpan time = limit ?? Limit;
        var clock = Stopwatch.StartNew();
        for (long tries = 1; !condition(); tries++)
        {
            bool isTried = tries * MillisPerTry >= time.TotalMilliseconds || clock.Elapsed > Patience * time;
            if (isTried && clock.Elapsed > time)
                Assert.Fail($"Not within {clock.Elapsed.TotalSeconds:F0} s: {what}");
            Thread.Sleep(1);
        }
    }

    /// <summary>Waits for work on another thread, and rethrows what it throws.</summary>
    public static void Done(Task task, string what, TimeSpan? limit = null)
    {
        True(() => task.IsCompleted, what, limit);
        task.GetAwaiter().GetResult();
    }
}
