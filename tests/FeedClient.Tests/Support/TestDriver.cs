using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Transport;

namespace FeedClientTests.Support;

/// <summary>A media driver in this process, in a directory of its own.</summary>
internal sealed class TestDriver : IDisposable
{
    private readonly MediaDriver _driver;

    public TestDriver(string? directory = null, DatagramFaults? faults = null, bool hasAeronsTimeouts = false)
    {
        Directory = directory ?? NewDirectory();
        var context = new MediaDriverContext
        {
            DirectoryName = Directory,
            ThreadingMode = ThreadingMode.Shared,
            DeleteDirectoryOnShutdown = true,
            IpcTermLength = 1 << 20,
            PublicationTermLength = 1 << 20,
            CountersValuesLength = 1 << 20,
            TimerIntervalNanos = 10_000_000,
            ImageLivenessTimeoutNanos = 1_000_000_000,
            DriverTimeoutMillis = 1_000,
            ReceiveFaults = faults,
        };
        if (!hasAeronsTimeouts)
            context.UntetheredWindowLimitTimeoutNanos = context.UntetheredRestingTimeoutNanos = 100_000_000;
        _driver = MediaDriver.Launch(context);
    }

    public string Directory { get; }

    public static string NewDirectory() =>
        Path.Combine(Path.GetTempPath(), "feed-client-tests-" + Guid.NewGuid().ToString("N"));

    public void Dispose() => _driver.Dispose();
}
