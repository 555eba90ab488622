using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline.Tests.Support;
using StateDigest = MatchingEngine.Core.StateDigest;

namespace MatchingEngine.Pipeline.Tests;

public class LayoutTests
{
    private const int TimeOffset = 16;
    private const int TransactTimeOffset = RecordLayout.BlockOffset + 8;
    private const int Seed = 42;

    public static TheoryData<ThreadLayout> Layouts => TestEngine.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Command_with_more_events_than_the_event_ring_holds_is_answered_in_full(ThreadLayout threads)
    {
        const int Makers = 1_000;
        List<CommandRecord> script = [Commands.Define(), Commands.Negotiate(1), Commands.Negotiate(2)];
        for (uint number = 1; number <= Makers; number++)
            script.Add(Commands.Order(1, number, Side.Sell, 1_000, 1));
        script.Add(Commands.Order(2, 1, Side.Buy, 1_000, Makers));
        const int Definition = 2;
        int expected = Definition + 2 + Makers + 1 + (2 * Makers);
        using var engine = new TestEngine(threads, eventRing: EngineOptions.MinRingSize).Start(script);

        engine.AwaitEvents(expected);
        engine.Stop();

        Assert.Null(engine.Engine.Fault.First);
        Assert.Equal(expected, engine.Gateway.EventCount);
        int trades = engine.Gateway.Events.Count(one => one.Header.TemplateId == ExecutionReportTradeBlock.TemplateId);
        Assert.Equal(2 * Makers, trades);
        Assert.Equal(0, engine.Engine.Core.OpenOrderCount);
    }

    [Fact]
    public void Same_commands_give_the_same_events_in_every_layout()
    {
        List<CommandRecord> flow = Commands.Flow(5_000, Seed);
        List<List<byte[]>> events = [];
        foreach (ThreadLayout threads in Enum.GetValues<ThreadLayout>())
        {
            using var engine = new TestEngine(threads).Start(flow);
            Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
            engine.Stop();
            events.Add([.. engine.Gateway.Events.Select(one => Timeless(one))]);
        }

        Assert.True(events[0].Count > flow.Count, $"{events[0].Count} events, seed {Seed}");
        Assert.Equal(events[0], events[1]);
        Assert.Equal(events[0], events[2]);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Replay_gives_the_very_bytes_that_were_released(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(5_000, Seed);
        using var engine = new TestEngine(threads, eventRing: 256).Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
        engine.Stop();
        StateDigest live = engine.Engine.Core.ComputeDigest();
        var replayed = new EventCollector();
        var core = new MatchingCore(CoreLimits.Default);

        ReplaySummary summary = JournalReplay.Run(engine.Directory, core, replayed, long.MaxValue, progress: null);

        Assert.Equal(flow.Count, summary.Commands);
        Assert.Equal(engine.Gateway.Events.Select(one => one.Bytes.ToArray()), replayed.Events);
        Assert.Equal(live, core.ComputeDigest());
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Stop_finishes_everything_that_was_admitted(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(20_000, Seed);
        using var engine = new TestEngine(threads).Start(flow);
        Until.True(() => engine.Gateway.Published > 1_000, "the flow is under way");

        engine.Stop();

        int published = engine.Gateway.Published;
        Assert.Equal(CommandAdmission.Stopping, engine.Engine.Commands.TryClaim(out _));
        Assert.Equal(published, engine.Gateway.Events.Select(one => one.Sequence).Distinct().Count());
        Assert.Equal(published, engine.Engine.Core.LastSequence);
        engine.Engine.Dispose();
        Assert.Equal(published, engine.Journaled().Count);
    }

    [Fact]
    public void Core_on_a_thread_of_its_own_makes_memory_ready_while_no_command_waits()
    {
        List<CommandRecord> flow = Commands.Flow(100, Seed);
        using var engine = new TestEngine(ThreadLayout.Dedicated).Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");

        engine.Stop();

        Assert.False(engine.Engine.Core.TouchAhead());
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Gateway_that_always_has_work_does_not_keep_the_engine_from_stopping(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(100, Seed);
        using var engine = new TestEngine(threads, new ScriptedGateway { IsNeverIdle = true }).Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");

        engine.Stop();

        Assert.Equal(flow.Count, engine.Gateway.Events.Select(one => one.Sequence).Distinct().Count());
    }

    /// <summary>An event without the two places where the wall clock stands.</summary>
    private static byte[] Timeless(EventRecord record)
    {
        byte[] bytes = record.Bytes.ToArray();
        bytes.AsSpan(TimeOffset, sizeof(long)).Clear();
        if (record.Header.TemplateId != SystemCommandResponseBlock.TemplateId)
            bytes.AsSpan(TransactTimeOffset, sizeof(long)).Clear();
        return bytes;
    }
}
