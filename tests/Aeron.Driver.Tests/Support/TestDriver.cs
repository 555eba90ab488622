using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Inspection;
using MediaDriverTests.Peer;

namespace MediaDriverTests.Support;

/// <summary>A driver in a directory of its own that goes with it. Turned by the test unless it has threads.</summary>
internal sealed class TestDriver : IDisposable
{
    public const long Millisecond = 1_000_000;

    private readonly List<IDisposable> _clients = [];
    private readonly bool _isInvoked;

    public TestDriver(Action<MediaDriverContext>? configure = null)
    {
        MediaDriverContext context = NewContext();
        configure?.Invoke(context);
        _isInvoked = context.ThreadingMode == ThreadingMode.Invoker;
        Driver = MediaDriver.Launch(context);
    }

    public MediaDriver Driver { get; }

    public string Directory => Driver.DirectoryName;

    public static MediaDriverContext NewContext() => new()
    {
        DirectoryName = NewDirectoryName(),
        ThreadingMode = ThreadingMode.Invoker,
        DeleteDirectoryOnShutdown = true,
        IpcTermLength = 64 * 1024,
        PublicationTermLength = 64 * 1024,
        CountersValuesLength = 1 << 20,
        TimerIntervalNanos = 10 * Millisecond,
        StatusMessageTimeoutNanos = 20 * Millisecond,
        PublicationLingerTimeoutNanos = 100 * Millisecond,
        RandomSeed = 42,
        Idle = DriverIdle.Yield,
    };

    public static string NewDirectoryName()
    {
        string parent = System.IO.Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        return Path.Combine(parent, "me-driver-test-" + Guid.NewGuid().ToString("N"));
    }

    public PeerClient Connect()
    {
        var client = new PeerClient(Directory, Turn);
        _clients.Add(client);
        return client;
    }

    /// <summary>Lets the driver work.</summary>
    public void Turn()
    {
        if (_isInvoked)
        {
            Driver.Invoke();
        }
        else
        {
            Thread.Yield();
        }
    }

    public void TurnUntil(string what, Func<bool> condition) => Await.That(what, condition, Turn);

    public long Counter(SystemCounter counter) => Driver.Services.Counters[counter].Value;

    /// <summary>All counters that are allocated.</summary>
    public IReadOnlyList<CounterSnapshot> Counters()
    {
        using var inspector = DriverInspector.Open(Directory);
        return inspector.Counters();
    }

    /// <summary>Errors that the driver had apart from commands that it refused.</summary>
    public IEnumerable<string> UnexpectedErrors() => Driver.Services.Cnc.ErrorLog.Read()
        .Select(error => error.Text)
        .Where(text => text.Contains("Exception", StringComparison.Ordinal));

    public void Dispose()
    {
        Assert.Empty(UnexpectedErrors());
        foreach (IDisposable client in _clients)
        {
            client.Dispose();
        }

        Driver.Dispose();
    }
}
