using System.Diagnostics;

namespace MediaDriverTests.Support;

/// <summary>Waits for conditions, with a limit.</summary>
internal static class Await
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static void That(
        string what, Func<bool> condition, Action? meanwhile = null, TimeSpan? limit = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > (limit ?? Limit))
            {
                Assert.Fail("waited in vain for: " + what);
            }

            if (meanwhile is null)
            {
                Thread.Yield();
            }
            else
            {
                meanwhile();
            }
        }
    }

    /// <summary>Waits for something to be made.</summary>
    public static T For<T>(string what, Func<T?> make)
        where T : class
    {
        T? made = null;
        That(what, () => made is not null, () => made = make());
        return made!;
    }
}
