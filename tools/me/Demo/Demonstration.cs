using System.Diagnostics;
using System.Net;
using MatchingEngine.Client;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.MarketData;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Feed;
using MatchingEngine.Tools.Flow;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Demo;

/// <summary>
/// The main job from start to end: serve, play a flow through a client session over TCP, stop, start again from the
/// journal, and prove that the state is the same and the fills are the expected ones.
/// </summary>
internal sealed class Demonstration
{
    private const uint SecurityId = 1;
    private const uint SessionId = 1;
    private const ulong Seed = 20120621;

    // Room for a demonstration where shared memory is scarce; who falls behind is served from the journal.
    private static readonly FeedOptions Feed = new()
    {
        Channel = "aeron:ipc?term-length=2m|untethered-window-limit-timeout=50ms|untethered-linger-timeout=50ms"
            + "|untethered-resting-timeout=1s",
    };

    private static readonly TimeSpan FeedLimit = TimeSpan.FromSeconds(60);

    private readonly DemoOptions _options;
    private readonly Action<string> _say;
    private readonly SessionDefinition _session = SessionDefinition.WithRandomKey(SessionId, "demo");

    public Demonstration(DemoOptions options, Action<string> say)
    {
        _options = options;
        _say = say;
    }

    public DemoReport Run()
    {
        FlowCommand[] commands = _options.FlowFile is { } file
            ? [.. FlowFile.ReadCommands(file)]
            : BuiltIn(_options.Commands);
        // Before the flow is played: a file that can't be read must not cost a whole run.
        IReadOnlyList<FlowFill>? expected = _options.FillsFile is { } fills ? FlowFile.ReadFills(fills) : null;
        string directory = _options.DataDirectory is { } data
            ? Directory.CreateDirectory(data).FullName
            : Directory.CreateTempSubdirectory("matching-engine-demo-").FullName;
        if (Directory.EnumerateFileSystemEntries(directory).Any())
        {
            throw new InvalidOperationException(
                $"{directory} is not empty; the demonstration starts from nothing. Name another directory (--data).");
        }
        try
        {
            return Run(directory, commands, expected);
        }
        finally
        {
            if (_options.DataDirectory is null)
                Directory.Delete(directory, recursive: true);
        }
    }

    private DemoReport Run(string directory, FlowCommand[] commands, IReadOnlyList<FlowFill>? expectedFills)
    {
        var player = new FlowPlayer(SecurityId);
        Observed observed = Play(directory, commands, player);
        StateDigest live = observed.Digest;
        _say("journal: verify");
        bool verified = JournalVerifier.Verify(directory).Problem is null;
        _say("restart: replay the journal");
        var core = new MatchingCore(CoreLimits.Default);
        var replayed = new FillCollector();
        ReplaySummary replay = Progress.Run("replaying the journal", 0,
            progress => JournalReplay.Run(directory, core, replayed, long.MaxValue, progress));
        core.Verify();
        StateDigest restarted = Restart(directory);

        IReadOnlyList<FlowFill> expected = expectedFills ?? replayed.Fills;
        string? difference = FillComparison.FirstDifference(observed.Fills, expected);
        bool equal = live == restarted && live == core.ComputeDigest();
        return new DemoReport
        {
            Ok = difference is null && equal && verified && player.Refused == 0 && player.Answered == commands.Length
                && observed.Books.Ok && player.Fills.Count == observed.Fills.Count,
            Commands = player.Answered,
            Rejected = player.Rejected,
            Refused = player.Refused,
            Fills = observed.Fills.Count,
            SessionFills = player.Fills.Count,
            OrderBooksCompared = observed.Books.EngineOrderComparisons,
            PriceLevelBooksCompared = observed.Books.EngineLevelComparisons,
            StreamsCompared = observed.Books.LevelComparisons + observed.Books.BestComparisons,
            BooksEqual = observed.Books.Ok,
            FirstBookDifference = observed.Books.FirstDifference,
            FillsExpected = expected.Count,
            FillsExpectedFrom = _options.FillsFile ?? "replay",
            FillsMatch = difference is null,
            FirstDifference = difference,
            OpenOrders = core.OpenOrderCount,
            DigestLive = live.ToString(),
            DigestReplayed = restarted.ToString(),
            Equal = equal,
            JournalVerified = verified,
            OrdersPerSecond = Math.Round(observed.PerSecond),
            ReplayPerSecond = Math.Round(replay.Commands / Math.Max(replay.Elapsed.TotalSeconds, 1e-9)),
            RoundTripMicros = observed.RoundTrip,
            Threads = _options.Threads.ToString(),
            Durability = _options.Durability.ToString(),
            Data = _options.DataDirectory,
        };
    }

    private Observed Play(string directory, FlowCommand[] commands, FlowPlayer player)
    {
        string aeronDirectory = Path.Combine(Path.GetTempPath(), $"matching-engine-demo-aeron-{Guid.NewGuid():N}");
        using MatchingService service = Serve(directory, aeronDirectory);
        _say($"serving on {service.EndPoint}, journal in {directory}, feed over {Feed.Channel.Split('?')[0]}");
        try
        {
            using var observer = new FeedObserver(service.Feed!, Feed.Depth, directory);
            (Percentiles roundTrip, double perSecond) = Play(service.EndPoint, commands, player);
            _say("feed: fills from the drop copy, books against the engine's own");
            CheckReport books = observer.Finish(player.Fills.Count, commands.Length, FeedLimit);
            return new Observed(service.Stop(), roundTrip, perSecond, observer.Fills, books);
        }
        catch (FlowStoppedException exception) when (service.Fault.First is { } fault)
        {
            throw new InvalidOperationException($"The engine stopped: {fault.Message}", exception);
        }
    }

    private (Percentiles RoundTrip, double PerSecond) Play(
        IPEndPoint endPoint, FlowCommand[] commands, FlowPlayer player)
    {
        using var client = new OrderEntryClient(ClientOptions(endPoint), player);
        client.Connect();
        FlowPlayer.AwaitEstablished(client);

        int alone = Math.Min(_options.RoundTrips, commands.Length);
        _say($"playing {alone} commands one at a time");
        player.Play(client, commands.AsSpan(0, alone), window: 1);
        Percentiles roundTrip = Percentiles.Of(player.RoundTripNanos);

        _say($"playing {commands.Length - alone} commands, {_options.Window} in flight");
        long start = Stopwatch.GetTimestamp();
        Progress.Run("playing", commands.Length - alone, progress =>
        {
            player.Play(client, commands.AsSpan(alone), _options.Window, sent => progress(sent));
            return true;
        });
        double perSecond = (commands.Length - alone) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (roundTrip, perSecond);
    }

    private StateDigest Restart(string directory)
    {
        using MatchingService service = Serve(directory, aeronDirectory: null);
        return service.Stop();
    }

    /// <param name="directory">Data directory.</param>
    /// <param name="aeronDirectory">Directory of the media driver of the feed; null publishes nothing.</param>
    private MatchingService Serve(string directory, string? aeronDirectory) => MatchingService.Start(
        new ServiceOptions
        {
            Engine = new EngineOptions
            {
                DataDirectory = directory,
                Threads = _options.Threads,
                Durability = _options.Durability,
            },
            OrderEntry = new OrderEntryOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
            Sessions = new SessionDirectory([_session]),
            Feed = aeronDirectory is null ? null : new FeedServiceOptions
            {
                AeronDirectory = aeronDirectory,
                // Its only subscriber has everything by then.
                LingerMillis = 0,
                Feed = Feed,
                Replay = new ReplayOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
            },
        },
        _say);

    private OrderEntryClientOptions ClientOptions(IPEndPoint endPoint) => new()
    {
        EndPoint = endPoint,
        SessionID = SessionId,
        Key = new SessionKey(_session.Key),
        FlushMode = FlushMode.Batched,
        Reconnect = ReconnectPolicy.None,
    };

    private static FlowCommand[] BuiltIn(int count)
    {
        var flow = new SyntheticFlow(Seed);
        var commands = new FlowCommand[count];
        for (int index = 0; index < count; index++)
            commands[index] = flow.Next();
        return commands;
    }

    /// <summary>What one run showed.</summary>
    private sealed record Observed(
        StateDigest Digest,
        Percentiles RoundTrip,
        double PerSecond,
        IReadOnlyList<FlowFill> Fills,
        CheckReport Books);
}
