using Disruptor;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline.Tests.Support;

namespace MatchingEngine.Pipeline.Tests;

public class FollowerTests
{
    private const int Seed = 7;

    public static TheoryData<ThreadLayout> Layouts => TestEngine.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Follower_gets_every_event_that_the_gateway_gets_and_in_the_same_order(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(20_000, Seed);
        var follower = new RecordingFollower();
        using TestEngine engine = new TestEngine(threads, eventRing: 1_024) { Follower = follower }.Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
        engine.Stop();

        Assert.Null(engine.Engine.Fault.First);
        Assert.Equal(engine.Gateway.Events.Count, follower.Events.Count);
        Assert.Equal(engine.Gateway.Events.Select(BytesOf), follower.Events.Select(BytesOf));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Last_event_of_each_command_says_so_and_no_other(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(2_000, Seed);
        var follower = new RecordingFollower();
        using TestEngine engine = new TestEngine(threads, eventRing: 64) { Follower = follower }.Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
        engine.Stop();

        Assert.Equal(flow.Count, follower.Events.Select(one => one.Sequence).Distinct().Count());
        for (int i = 0; i < follower.Events.Count; i++)
        {
            bool isLast = i + 1 == follower.Events.Count || follower.Events[i + 1].Sequence > follower.Events[i].Sequence;
            Assert.Equal(isLast, follower.Events[i].Flags == EventFlags.EndOfCommand);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Slow_follower_is_waited_for_only_when_it_is_a_whole_ring_behind_and_loses_nothing(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(2_000, Seed);
        using var gate = new ManualResetEventSlim();
        var follower = new RecordingFollower { OnReleased = _ => gate.Wait() };
        using TestEngine engine = new TestEngine(threads, eventRing: 256) { Follower = follower }.Start(flow);
        Until.True(() => engine.Gateway.EventCount >= 256, "the gateway is served while the follower stands");
        Assert.Equal(0, follower.Count);
        gate.Set();
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
        engine.Stop();

        Assert.Equal(engine.Gateway.Events.Select(BytesOf), follower.Events.Select(BytesOf));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Follower_has_turns_while_nothing_happens(ThreadLayout threads)
    {
        var follower = new RecordingFollower();
        using TestEngine engine = new TestEngine(threads) { Follower = follower }.Start(Commands.Define());
        Until.True(() => follower.Count == 2, "the definition is there");
        long turns = follower.Turns;
        Until.True(() => follower.Turns > turns + 2, "turns go on");
    }

    [Fact]
    public void Follower_gets_the_replay_before_what_is_live()
    {
        List<CommandRecord> flow = Commands.Flow(500, Seed);
        var follower = new RecordingFollower();
        using (TestEngine first = new TestEngine(ThreadLayout.Shared).Start(flow))
        {
            Until.True(() => first.Gateway.Published == flow.Count, "all is published");
            first.Stop();
            first.Engine.Dispose();
            using TestEngine second = new TestEngine(ThreadLayout.Shared, directory: first.Directory)
            {
                Follower = follower,
            }.Start(Commands.Negotiate(2, 2));
            Until.True(() => follower.Count == 1, "the new command is there");
            second.Stop();
            Assert.Equal(first.Gateway.Events.Count, follower.Replayed);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_a_follower_throws_stops_the_engine(ThreadLayout threads)
    {
        var follower = new RecordingFollower { OnReleased = _ => throw new InvalidOperationException("broken") };
        using TestEngine engine = new TestEngine(threads) { Follower = follower }.Start(Commands.Define());
        Until.True(() => engine.Engine.Fault.IsSet, "the fault is known");
        engine.Stop();
        Assert.Equal("broken", engine.Engine.Fault.First!.Message);
    }

    [Theory]
    [InlineData(ThreadLayout.Shared)]
    [InlineData(ThreadLayout.Quiet)]
    public void Thread_that_has_nothing_else_to_do_gives_the_follower_its_few_events(ThreadLayout threads)
    {
        bool isHelped = false;
        var follower = new RecordingFollower
        {
            OnReleased = _ => Volatile.Write(
                ref isHelped, Volatile.Read(ref isHelped) || Thread.CurrentThread.Name == "me-engine"),
        };
        List<CommandRecord> script = [Commands.Define()];
        using TestEngine engine = new TestEngine(threads) { Follower = follower }.Start(script);
        // On a busy machine the follower's own thread may be first, now and then.
        Until.True(
            () =>
            {
                script = [.. script, Commands.Negotiate(1, (ulong)script.Count)];
                engine.Gateway.Play(script);
                return Volatile.Read(ref isHelped);
            },
            "the engine's thread helps");
    }

    /// <summary>The thread would sleep for longer than the test waits.</summary>
    [Fact]
    public void Sleeping_follower_is_woken_before_a_ring_of_any_size_is_full()
    {
        const int Rounds = 50;
        const int RingSize = EngineOptions.MinRingSize;
        using var directory = new TempDirectory();
        using RecoveredJournal journal = JournalRecovery.Open(
            directory.FullPath, new JournalOptions { Policy = DurabilityPolicy.Os });
        var ring = ValueRingBuffer<EventRecord>.CreateSingleProducer(
            static () => default, RingSize, new YieldingWaitStrategy());
        var follower = new RecordingFollower();
        var thread = new FollowerThread(
            new EventRelease(ring, journal.StartWriter(), follower), follower, new EngineFault(), spins: false,
            isHelped: true, blockMillis: 600_000);
        thread.Start();
        for (int round = 1; round <= Rounds; round++)
        {
            for (int i = 0; i < RingSize; i++)
            {
                long next = ring.Next();
                ring[next].Flags = EventFlags.EndOfCommand;
                ring.Publish(next);
            }
            thread.Wake();
            Until.True(() => follower.Count == round * RingSize, $"the ring is empty again, round {round}");
        }
        thread.Stop();
    }

    [Theory]
    [InlineData(1 << 14)]
    [InlineData(64)]
    public void Command_that_does_much_never_keeps_the_engine_for_the_follower(int eventRing)
    {
        const int Makers = 500;
        List<CommandRecord> flow = [Commands.Define(), Commands.Negotiate(1), Commands.Negotiate(2)];
        for (uint number = 1; number <= Makers; number++)
            flow.Add(Commands.Order(1, number, Side.Sell, 1_000, 1));
        flow.Add(Commands.Order(2, 1, Side.Buy, 1_000, Makers));
        HashSet<string?> names = [];
        var follower = new RecordingFollower
        {
            OnReleased = record =>
            {
                if (record.Sequence == flow.Count)
                    names.Add(Thread.CurrentThread.Name);
            },
        };
        using TestEngine engine =
            new TestEngine(ThreadLayout.Shared, eventRing: eventRing) { Follower = follower }.Start(flow);
        Until.True(() => engine.Gateway.Published == flow.Count, "all is published");
        engine.Stop();
        Assert.Equal(["me-follower"], names);
        Assert.Equal(engine.Gateway.Events.Select(BytesOf), follower.Events.Select(BytesOf));
    }

    private static byte[] BytesOf(EventRecord record) => record.Bytes.ToArray();
}
