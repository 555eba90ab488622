using System.Net;
using System.Net.Sockets;
using Adaptive.Aeron;
using MatchingEngine.AeronDriver;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// The publishing side put together: media driver, streams, snapshots, replay of missed messages. Follows the replay
/// of the journal first; publishes from <see cref="Open"/> on.
/// </summary>
public sealed class FeedService : IDisposable
{
    private readonly FeedServiceOptions _options;
    private readonly Action<string> _report;
    private readonly FeedPublisher _publisher;
    private readonly SnapshotPublisher _snapshots;
    private readonly ReplayServer _replay;
    private readonly string _dataDirectory;
    private readonly CoreLimits _limits;
    private MediaDriver? _driver;
    private DriverLink? _link;
    private bool _isDisposed;

    /// <summary>Makes a publishing side that publishes nothing yet, and takes its port.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="engine">The engine's options.</param>
    /// <param name="report">Takes what an operator should read; from any thread.</param>
    /// <exception cref="InvalidOperationException">The address of the replay service can't be listened on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FeedService(FeedServiceOptions options, EngineOptions engine, Action<string> report)
    {
        _options = options;
        _report = report;
        _dataDirectory = engine.DataDirectory;
        _limits = engine.Limits;
        _publisher = new FeedPublisher(options.Feed);
        try
        {
            _replay = new ReplayServer(_publisher, options.Replay, _dataDirectory, _limits, report);
            _snapshots = new SnapshotPublisher(_publisher, options.Snapshots);
        }
        catch (SocketException exception)
        {
            _publisher.Dispose();
            throw new InvalidOperationException(
                $"Cannot listen on {options.Replay.ListenEndPoint} for missed messages: {exception.Message} "
                + "(--feed-port).",
                exception);
        }
        catch
        {
            _replay?.Dispose();
            _publisher.Dispose();
            throw;
        }
    }

    /// <summary>Takes the events of the engine.</summary>
    public IEventFollower Follower => _publisher;

    /// <summary>Where missed messages are asked for.</summary>
    public IPEndPoint ReplayEndPoint => _replay.EndPoint;

    /// <summary>Channel of all streams.</summary>
    public string Channel => _options.Feed.Channel;

    /// <summary>The other channel of all streams; null for none.</summary>
    public string? SecondChannel => _options.Feed.SecondChannel;

    /// <summary>Directory of the media driver; null before <see cref="Open"/>.</summary>
    public string? AeronDirectory { get; private set; }

    /// <summary>Begins to publish: after the replay, before the engine starts.</summary>
    /// <param name="journal">Identity of the journal.</param>
    /// <exception cref="InvalidOperationException">Another driver serves the directory.</exception>
    public void Open(JournalId journal)
    {
        if (!_options.IsDriverExternal)
            _driver = EmbeddedDriver.Launch(
                _options.AeronDirectory, HasNetwork(_options.Feed), _options.LingerMillis, _report);
        AeronDirectory = _driver?.DirectoryName ?? _options.AeronDirectory ?? Aeron.Context.GetAeronDirectoryName();
        _link = new DriverLink(AeronDirectory, _publisher, _snapshots, _replay, _report);
        _link.Open(aeron =>
        {
            _publisher.Open(aeron, journal);
            _snapshots.Open(aeron, _dataDirectory, _limits, _report);
        });
        _replay.Start();
    }

    /// <summary>
    /// Ends everything, after the engine has stopped; before that, waits for who has not received all that was
    /// published, and gives again what is missed meanwhile.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _link?.Stop();
        _snapshots.Dispose();
        IReadOnlyList<long> received = _publisher.Close();
        _link?.Dispose();
        if (_driver is not null)
            FeedLinger.AwaitReceipt(_driver.DirectoryName, received, _options.LingerMillis, _report);
        _replay.Dispose();
        _publisher.Dispose();
        _driver?.Dispose();
    }

    private static bool HasNetwork(FeedOptions feed) =>
        !IsMemory(feed.Channel) || (feed.SecondChannel is { } second && !IsMemory(second));

    private static bool IsMemory(string channel) => ChannelUri.Parse(channel).IsIpc;
}
