using Adaptive.Aeron;
using Adaptive.Aeron.Exceptions;
using MatchingEngine.MarketData;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// The way of the feed to its media driver, made again when the driver has died and another one is there. Meanwhile
/// orders are served, messages are numbered and kept, and nothing is published. On a thread of its own, which nobody
/// waits for.
/// </summary>
internal sealed class DriverLink : IDisposable
{
    /// <summary>So long without a sign of life from the driver, and it is dead.</summary>
    private const long DriverTimeoutMillis = 5_000;

    private const int CheckMillis = 100;

    private readonly string _directory;
    private readonly FeedPublisher _publisher;
    private readonly SnapshotPublisher _snapshots;
    private readonly ReplayServer _replay;
    private readonly Action<string> _report;
    private readonly ManualResetEvent _ending = new(initialState: false);
    private readonly Thread _thread;
    private Aeron? _aeron;
    private FeedCounters? _counters;
    private string? _lastFailure;
    private long _losses;
    private bool _isFaultReported;
    private volatile bool _isConnected;

    public DriverLink(
        string directory, FeedPublisher publisher, SnapshotPublisher snapshots, ReplayServer replay,
        Action<string> report)
    {
        _directory = directory;
        _publisher = publisher;
        _snapshots = snapshots;
        _replay = replay;
        _report = report;
        _thread = new Thread(Run) { Name = "me-driver-link", IsBackground = true };
    }

    /// <summary>Whether there is a driver. Any thread.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Drivers that were lost. Any thread.</summary>
    public long Losses => Volatile.Read(ref _losses);

    /// <summary>Connects for the first time.</summary>
    /// <param name="open">Begins to publish through the client.</param>
    /// <exception cref="AeronException">There is no driver, or it refuses a channel.</exception>
    public void Open(Action<Aeron> open)
    {
        _aeron = Aeron.Connect(NewContext());
        open(_aeron);
        Connected(_aeron);
        _thread.Start();
    }

    /// <summary>Stops looking after the driver. What is published stays so until <see cref="Dispose"/>.</summary>
    public void Stop()
    {
        _ending.Set();
        if (_thread.IsAlive)
            _thread.Join();
        _counters?.Dispose();
        _counters = null;
    }

    public void Dispose()
    {
        Stop();
        _aeron?.Dispose();
        _ending.Dispose();
    }

    private void Run()
    {
        while (!_ending.WaitOne(CheckMillis))
        {
            try
            {
                ReportFault();
                if (_aeron is null)
                    TryConnect();
                else if (_aeron.IsClosed)
                    Lose();
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }
    }

    private void ReportFault()
    {
        if (_isFaultReported || _publisher.Fault is not { } fault)
            return;
        _isFaultReported = true;
        _report($"feed: ended by a fault behind command {_publisher.LastEngineSequence}; orders are served. Its consumers "
            + $"find it silent until the service is started again. {fault}");
    }

    private void Lose()
    {
        _isConnected = false;
        Volatile.Write(ref _losses, _losses + 1);
        _report($"feed: the media driver in {_directory} is gone. Nothing is published until there is one again; orders "
            + "are served, and missed messages given.");
        Abandon();
    }

    private void TryConnect()
    {
        try
        {
            using (Aeron.Context look = NewContext())
            {
                if (!look.IsDriverActive(DriverTimeoutMillis, static _ => { }))
                    return;
            }
            _aeron = Aeron.Connect(NewContext());
            _publisher.Connect(_aeron);
            _snapshots.Connect(_aeron);
            Connected(_aeron);
            _report($"feed: published again through the media driver in {_directory}; numbers go on.");
        }
        // Files of a driver that is just coming or going can be anything.
        catch (Exception exception) when (exception is AeronException or IOException or UnauthorizedAccessException
            or InvalidOperationException or ArgumentException)
        {
            Fail(exception);
            Abandon();
        }
    }

    private void Fail(Exception exception)
    {
        if (_lastFailure != exception.Message)
            _report($"feed: not published yet: {exception.Message}");
        _lastFailure = exception.Message;
    }

    private void Connected(Aeron aeron)
    {
        _counters = new FeedCounters(aeron, _publisher, _snapshots, _replay, this);
        _lastFailure = null;
        _isConnected = true;
    }

    /// <summary>
    /// Lets go of the client when nobody writes through it any more, however long that takes: its memory must not go
    /// before. When the service ends meanwhile, <see cref="Dispose"/> does it, after the publishers.
    /// </summary>
    private void Abandon()
    {
        _counters?.Dispose();
        _counters = null;
        _publisher.Disconnect();
        _snapshots.Disconnect();
        while (!_publisher.HasTakenOver || !_snapshots.HasTakenOver)
        {
            if (_ending.WaitOne(1))
                return;
        }
        _aeron?.Dispose();
        _aeron = null;
    }

    private Aeron.Context NewContext() => new Aeron.Context()
        .AeronDirectoryName(_directory)
        .DriverTimeoutMs(DriverTimeoutMillis)
        .ClientName("matching engine feed")
        .ErrorHandler(new ReportingErrorHandler(_report));
}
