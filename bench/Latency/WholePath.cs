using System.Diagnostics;
using System.Net;
using HdrHistogram;
using MatchingEngine.Client;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Flow;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Bench.Latency;

/// <summary>
/// The whole path in one process: client session, TCP, gateway, ring, journal, core, release, TCP, client. The
/// service runs on its own thread, the client spins on the calling one.
/// </summary>
internal sealed class WholePath : IDisposable
{
    private const uint SecurityId = 1;
    private const ulong Seed = 1;

    private readonly string _directory;
    private readonly MatchingService _service;
    private readonly OrderEntryClient _client;
    private readonly FlowPlayer _player = new(SecurityId);
    private readonly SyntheticFlow _flow = new(Seed);

    public WholePath(string parentDirectory, ThreadLayout threads, DurabilityPolicy durability)
    {
        _directory = Directory.CreateDirectory(Path.Combine(parentDirectory, Guid.NewGuid().ToString("N"))).FullName;
        SessionDefinition session = SessionDefinition.WithRandomKey(1, "bench");
        _service = MatchingService.Start(
            new ServiceOptions
            {
                Engine = new EngineOptions { DataDirectory = _directory, Threads = threads, Durability = durability },
                OrderEntry = new OrderEntryOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
                Sessions = new SessionDirectory([session]),
            },
            static _ => { });
        _client = new OrderEntryClient(
            new OrderEntryClientOptions
            {
                EndPoint = _service.EndPoint,
                SessionID = session.SessionId,
                Key = new SessionKey(session.Key),
                FlushMode = FlushMode.Batched,
            },
            _player);
        _client.Connect();
        FlowPlayer.AwaitEstablished(_client);
    }

    /// <summary>Nanoseconds from send to first answer, one command in flight.</summary>
    public LongHistogram RoundTrips(int count, int warmUp)
    {
        Play(warmUp, window: 1);
        _player.RoundTripNanos.Reset();
        Play(count, window: 1);
        return _player.RoundTripNanos;
    }

    /// <summary>Commands a second with the window full.</summary>
    public double Throughput(int count, int window)
    {
        long start = Stopwatch.GetTimestamp();
        Play(count, window);
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Stops the service and replays what it journaled; commands a second.</summary>
    public double StopAndReplay()
    {
        _service.Stop();
        var core = new MatchingCore(CoreLimits.Default);
        ReplaySummary summary = JournalReplay.Run(_directory, core, new IgnoredEvents(), long.MaxValue, null);
        return summary.Commands / summary.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Play(int count, int window)
    {
        var commands = new FlowCommand[count];
        for (int index = 0; index < count; index++)
            commands[index] = _flow.Next();
        _player.Play(_client, commands, window);
    }
}
