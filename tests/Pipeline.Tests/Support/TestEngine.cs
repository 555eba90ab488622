using System.Collections.Concurrent;
using MatchingEngine.Journal;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>An engine on a directory of its own, with a scripted gateway.</summary>
internal sealed class TestEngine : IDisposable
{
    private readonly TempDirectory? _owned;
    private readonly ConcurrentQueue<string> _reports = new();

    public TestEngine(
        ThreadLayout threads,
        ScriptedGateway? gateway = null,
        DurabilityPolicy durability = DurabilityPolicy.Os,
        int commandRing = 1 << 12,
        int eventRing = 1 << 14,
        string? directory = null,
        FullableDisk? disk = null)
    {
        _owned = directory is null ? new TempDirectory() : null;
        Directory = directory ?? _owned!.FullPath;
        Gateway = gateway ?? new ScriptedGateway();
        Engine = new Engine(new EngineOptions
        {
            DataDirectory = Directory,
            Durability = durability,
            Threads = threads,
            CommandRingSize = commandRing,
            EventRingSize = eventRing,
            SegmentSize = 16 << 20,
            AdjustJournal = options => disk is null ? options : options with { Files = disk },
        }, _reports.Enqueue);
        Gateway.Port = Engine.Commands;
    }

    public static TheoryData<ThreadLayout> Layouts => [ThreadLayout.Dedicated, ThreadLayout.Shared, ThreadLayout.Quiet];

    public string Directory { get; }

    public Engine Engine { get; }

    public ScriptedGateway Gateway { get; }

    /// <summary>Follows the events beside the gateway; null for nobody.</summary>
    public RecordingFollower? Follower { get; init; }

    /// <summary>What an operator was told.</summary>
    public IReadOnlyCollection<string> Reports => _reports;

    public TestEngine Start(params IEnumerable<CommandRecord> script)
    {
        Engine.Recover(Gateway, follower: Follower);
        Gateway.Play([.. script]);
        Engine.Start(Gateway);
        return this;
    }

    public void AwaitEvents(long count) => Until.True(
        () => Gateway.EventCount >= count || Engine.Fault.IsSet,
        $"{count} events, there are {Gateway.EventCount}, {Gateway.Published} commands published");

    public void Stop() => Until.Returns(Engine.Stop, "the engine stops");

    /// <summary>Commands of the journal, when the engine has let go of it.</summary>
    public List<CommandRecord> Journaled()
    {
        List<CommandRecord> commands = [];
        using var reader = new JournalReader(Directory);
        var record = default(CommandRecord);
        while (reader.TryReadNext(ref record))
            commands.Add(record);
        Assert.Null(reader.Problem);
        return commands;
    }

    public void Dispose()
    {
        Until.Returns(Engine.Dispose, "the engine ends");
        _owned?.Dispose();
    }
}
