using System.Diagnostics;

namespace MatchingEngine.SystemTests.Support;

/// <summary>Waits for conditions, each with a limit.</summary>
internal static class Until
{
    /// <summary>Generous: the machine may be shared with other builds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static void True(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > (limit ?? Limit))
                Assert.Fail($"Not within {(limit ?? Limit).TotalSeconds:F0} s: {what}");
            Thread.Sleep(1);
        }
    }

    /// <summary>Waits for work on another thread, and rethrows what it throws.</summary>
    public static void Done(Task task, string what, TimeSpan? limit = null)
    {
        bool ended = Task.WaitAny([task], limit ?? Limit) == 0;
        Assert.True(ended, $"Not within {(limit ?? Limit).TotalSeconds:F0} s: {what}");
        task.GetAwaiter().GetResult();
    }
}
