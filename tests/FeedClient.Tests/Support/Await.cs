using System.Diagnostics;

namespace FeedClientTests.Support;

internal static class Await
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TimeSpan That(string what, Func<bool> condition, Action meanwhile, Func<string>? describe = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
                Assert.Fail($"waited in vain for: {what}; {describe?.Invoke()}");
            meanwhile();
        }
        return Stopwatch.GetElapsedTime(start);
    }
}
