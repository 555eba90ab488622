using Adaptive.Aeron;
using MatchingEngine.AeronDriver;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>A media driver in a directory of its own, and a client of it.</summary>
internal sealed class TestDriver : IDisposable
{
    private const long TimerNanos = 10_000_000;

    private readonly MediaDriver _driver;

    public TestDriver()
    {
        _driver = MediaDriver.Launch(new MediaDriverContext
        {
            DirectoryName = Path.Combine(
                System.IO.Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"aeron-feed-{Guid.NewGuid():N}"),
            TimerIntervalNanos = TimerNanos,
            DeleteDirectoryOnShutdown = true,
        });
        Aeron = Connect();
    }

    public Aeron Aeron { get; }

    public string Directory => _driver.DirectoryName;

    public Aeron Connect() => Adaptive.Aeron.Aeron.Connect(
        new Aeron.Context().AeronDirectoryName(_driver.DirectoryName).ErrorHandler(new IgnoredErrors()));

    public void Dispose()
    {
        Aeron.Dispose();
        _driver.Dispose();
    }

    private sealed class IgnoredErrors : Adaptive.Agrona.IErrorHandler
    {
        public void OnError(Exception exception)
        {
        }
    }
}
