using System.Diagnostics;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>Waits for conditions, each with a limit.</summary>
internal static class Until
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void True(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Limit, $"Not within {Limit.TotalSeconds} s: {what}");
            Thread.Sleep(1);
        }
    }

    /// <summary>Runs on another thread what might hang.</summary>
    public static void Returns(Action action, string what)
    {
        Task task = Task.Factory.StartNew(action, TaskCreationOptions.LongRunning);
        Assert.True(Task.WaitAny([task], Limit) == 0, $"Not within {Limit.TotalSeconds} s: {what}");
        task.GetAwaiter().GetResult();
    }
}
