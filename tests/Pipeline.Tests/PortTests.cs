using Disruptor;
using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline.Tests.Support;

namespace MatchingEngine.Pipeline.Tests;

public class PortTests
{
    private const int DigestInterval = 65_536;

    public static TheoryData<ThreadLayout> Layouts => TestEngine.Layouts;

    /// <summary>
    /// A turn of the gateway publishes more than the rings hold, and events are released by the same thread: the
    /// stages can't keep up.
    /// </summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Full_ring_is_EngineBusy_and_what_was_admitted_is_answered(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(2_000, seed: 9);
        var gateway = new ScriptedGateway { TurnMax = int.MaxValue };
        using var engine = new TestEngine(
            threads, gateway, commandRing: EngineOptions.MinRingSize, eventRing: EngineOptions.MinRingSize).Start(flow);

        Until.True(() => gateway.Published == flow.Count, "all is published at last");
        engine.Stop();

        Assert.True(gateway.Refusals > 0);
        Assert.Equal(CommandAdmission.EngineBusy, gateway.LastRefusal);
        Assert.Null(engine.Engine.Fault.First);
        Assert.Equal(
            Enumerable.Range(1, flow.Count).Select(number => (long)number),
            gateway.Events.Select(one => one.Sequence).Distinct());
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void State_digest_is_journaled_after_65536_commands_and_replay_holds_it(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(DigestInterval + 5_000, seed: 3);
        using var engine = new TestEngine(threads).Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
        engine.Stop();
        var live = engine.Engine.Core.ComputeDigest();
        engine.Engine.Dispose();

        CommandRecord digest = Assert.Single(
            engine.Journaled(), one => one.Header.TemplateId == StateDigestBlock.TemplateId);
        Assert.Equal(DigestInterval, digest.Block<StateDigestBlock>().AsOfSequence);
        Assert.True(digest.Sequence > DigestInterval);
        var core = new MatchingCore(CoreLimits.Default);
        var events = new EventCollector();
        JournalReplay.Run(engine.Directory, core, events, long.MaxValue, progress: null);
        Assert.Equal(live, core.ComputeDigest());
        // Accepted means that the replay had computed the same digest.
        byte[] answer = Assert.Single(events.Events, bytes => BitConverter.ToInt64(bytes, 8) == digest.Sequence);
        Assert.Equal((byte)SystemCommandResult.Accepted, answer[RecordLayout.BlockOffset + 30]);
    }

    [Fact]
    public void Numbers_go_on_without_a_gap_and_time_never_back_after_a_restart()
    {
        using var directory = new TempDirectory();
        List<CommandRecord> flow = Commands.Flow(1_000, seed: 4);
        for (int part = 0; part < 4; part++)
        {
            List<CommandRecord> script = flow.GetRange(part * 250, 250);
            using var engine = new TestEngine(ThreadLayout.Shared, directory: directory.FullPath).Start(script);
            Until.True(() => engine.Gateway.Published == script.Count, "the part is published");
            engine.Stop();
            Assert.Equal((part + 1) * 250, engine.Engine.Core.LastSequence);
        }

        using var last = new TestEngine(ThreadLayout.Shared, directory: directory.FullPath);
        List<CommandRecord> journaled = last.Journaled();
        Assert.Equal(Enumerable.Range(1, 1_000).Select(number => (long)number), journaled.Select(one => one.Sequence));
        Assert.Equal(journaled.Select(one => one.TimestampNanos).Order(), journaled.Select(one => one.TimestampNanos));
        Assert.Equal(
            flow.Take(1_000).Select(one => one.Message.ToArray()), journaled.Select(one => one.Message.ToArray()));
    }

    [Fact]
    public void Command_is_not_stamped_before_the_one_before_it_when_the_clock_steps_back()
    {
        ValueRingBuffer<CommandRecord> ring = ValueRingBuffer<CommandRecord>.CreateSingleProducer(
            static () => default, EngineOptions.MinRingSize, new YieldingWaitStrategy());
        var port = new CommandPort(ring, new EngineFault());
        long ahead = EngineClock.NowNanos() + TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerHour;
        port.ContinueAfter(41, ahead);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(CommandAdmission.Accepted, port.TryClaim(out long claim));
            port.Slot(claim).Begin<TimeAdvancedBlock>();
            port.Publish(claim);
            Assert.Equal((42 + i, ahead), (ring[claim].Sequence, ring[claim].TimestampNanos));
        }
    }

    [Fact]
    public void Engine_is_used_in_its_order()
    {
        using var engine = new TestEngine(ThreadLayout.Shared);

        Assert.Throws<InvalidOperationException>(() => engine.Engine.Start(engine.Gateway));
        engine.Engine.Recover(engine.Gateway);
        Assert.Throws<InvalidOperationException>(() => engine.Engine.Recover(engine.Gateway));
        engine.Engine.Start(engine.Gateway);
        Assert.Throws<InvalidOperationException>(() => engine.Engine.Start(engine.Gateway));
        Assert.Throws<InvalidOperationException>(() => engine.Engine.Core);
        engine.Stop();
        Assert.Equal(0, engine.Engine.Core.LastSequence);
    }

    [Theory]
    [InlineData(EngineOptions.MinRingSize - 1)]
    [InlineData(EngineOptions.MinRingSize / 2)]
    [InlineData(EngineOptions.MinRingSize + 1)]
    [InlineData(EngineOptions.MaxRingSize * 2)]
    public void Ring_size_out_of_range_is_refused_by_name(int size)
    {
        using var directory = new TempDirectory();
        var options = new EngineOptions { DataDirectory = directory.FullPath, EventRingSize = size };

        var refused = Assert.Throws<ArgumentException>(() => new Engine(options, _ => { }));

        Assert.Equal(nameof(EngineOptions.EventRingSize), refused.ParamName);
    }
}
