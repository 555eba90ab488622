using System.Diagnostics;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>Waits for a condition, for a time at the most.</summary>
internal static class Until
{
    private const int LimitSeconds = 30;

    public static void True(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < LimitSeconds, $"in vain: {what}");
            Thread.Sleep(1);
        }
    }
}
