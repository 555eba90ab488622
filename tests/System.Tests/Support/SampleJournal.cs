using MatchingEngine.Client;
using MatchingEngine.Journal;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Flow;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A journal of several segments, made once for the tests that damage copies of it.</summary>
public sealed class SampleJournal : IDisposable
{
    private const int SegmentBytes = 1 << 20;
    private const int Commands = 45_000;

    private readonly TempDirectory _directory = new();

    public SampleJournal()
    {
        Write(_directory.FullPath);
        Segments = JournalInfo.Read(_directory.FullPath);
        Assert.True(Segments.Count >= 3, $"{Segments.Count} segments are too few to damage one in the middle");
    }

    /// <summary>Its segments; paths are those of the original.</summary>
    public IReadOnlyList<SegmentInfo> Segments { get; }

    public long LastSequence => Segments[^1].LastSequence;

    internal TempDirectory Copy() => TempDirectory.CopyOf(_directory.FullPath);

    /// <summary>Plays a made flow into a service, without a process of its own.</summary>
    public static void Write(string directory)
    {
        SessionDefinition session = SessionDefinition.WithRandomKey(1, "sample");
        using MatchingService service = MatchingService.Start(new ServiceOptions
        {
            Engine = new EngineOptions
            {
                DataDirectory = directory,
                Durability = DurabilityPolicy.Os,
                Threads = ThreadLayout.Shared,
                SegmentSize = SegmentBytes,
            },
            OrderEntry = new OrderEntryOptions(),
            Sessions = new SessionDirectory([session]),
        }, static _ => { });
        var player = new FlowPlayer(Flows.SecurityId);
        using var client = new OrderEntryClient(new OrderEntryClientOptions
        {
            EndPoint = service.EndPoint,
            SessionID = session.SessionId,
            Key = new SessionKey(session.Key),
            FlushMode = FlushMode.Batched,
        }, player);
        Until.Done(Task.Factory.StartNew(() =>
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client);
            player.Play(client, Flows.Synthetic(Commands, seed: 11), window: 1_024);
        }, TaskCreationOptions.LongRunning), "the sample flow is played");
        service.Stop();
    }

    public void Dispose() => _directory.Dispose();
}
