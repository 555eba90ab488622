using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline.Tests.Support;

namespace MatchingEngine.Pipeline.Tests;

/// <summary>A full, slow or broken disk while one command has more events than the event ring holds.</summary>
public class StalledJournalTests
{
    private const int Makers = 500;
    private const int EventsBefore = 4 + Makers;
    private const int EventsOfSweep = 1 + (2 * Makers);

    public static TheoryData<ThreadLayout> Layouts => TestEngine.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Gateway_is_served_and_the_engine_stops_while_events_wait_for_a_full_disk(ThreadLayout threads)
    {
        var disk = new FullableDisk();
        long turns = 0;
        var gateway = new ScriptedGateway { OnTurn = () => Interlocked.Increment(ref turns) };
        using TestEngine engine = StallInSweep(threads, disk, gateway);

        long before = Interlocked.Read(ref turns);
        Until.True(() => Interlocked.Read(ref turns) > before + 10, "the gateway has its turns");
        Assert.Equal(CommandAdmission.JournalUnavailable, engine.Engine.Commands.TryClaim(out _));
        engine.Stop();

        Assert.Null(engine.Engine.Fault.First);
        Assert.Equal(EventsBefore, gateway.EventCount);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Events_that_waited_for_a_full_disk_are_released_when_there_is_room(ThreadLayout threads)
    {
        var disk = new FullableDisk();
        using TestEngine engine = StallInSweep(threads, disk, new ScriptedGateway());

        disk.IsFull = false;
        engine.AwaitEvents(EventsBefore + EventsOfSweep);
        engine.Stop();

        Assert.Null(engine.Engine.Fault.First);
        Assert.Equal(EventsBefore + EventsOfSweep, engine.Gateway.EventCount);
        Assert.Contains(engine.Reports, line => line.StartsWith("journal writes again", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Gateway_is_served_and_nothing_is_released_while_the_disk_takes_its_time(ThreadLayout threads)
    {
        var disk = new FullableDisk();
        long turns = 0;
        var gateway = new ScriptedGateway { OnTurn = () => Interlocked.Increment(ref turns) };
        using TestEngine engine = BeforeSweep(
            threads, disk, gateway, DurabilityPolicy.Group, out List<CommandRecord> sweep);
        disk.SyncGate.Reset();
        try
        {
            gateway.Play(sweep);
            Until.True(() => gateway.Published == sweep.Count, "the sweep is with the engine");
            long before = Interlocked.Read(ref turns);
            Until.True(() => Interlocked.Read(ref turns) > before + 100, "the gateway has its turns");
            Assert.Equal(EventsBefore, gateway.EventCount);
        }
        finally
        {
            disk.SyncGate.Set();
        }
        engine.AwaitEvents(EventsBefore + EventsOfSweep);
        engine.Stop();
        Assert.Null(engine.Engine.Fault.First);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Sync_that_fails_while_events_wait_for_it_stops_the_engine_by_name(ThreadLayout threads)
    {
        var disk = new FullableDisk();
        using TestEngine engine = BeforeSweep(
            threads, disk, new ScriptedGateway(), DurabilityPolicy.Group, out var sweep);
        disk.IsBroken = true;
        engine.Gateway.Play(sweep);

        Until.True(() => engine.Engine.Fault.IsSet, "the engine stops by itself");
        engine.Stop();

        var failure = Assert.IsType<JournalFailedException>(engine.Engine.Fault.First);
        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
        Assert.Equal(EventsBefore, engine.Gateway.EventCount);
    }

    private static TestEngine StallInSweep(ThreadLayout threads, FullableDisk disk, ScriptedGateway gateway)
    {
        TestEngine engine = BeforeSweep(threads, disk, gateway, DurabilityPolicy.Os, out List<CommandRecord> sweep);
        disk.IsFull = true;
        gateway.Play(sweep);
        Until.True(
            () => engine.Reports.Any(line => line.StartsWith("journal stalled", StringComparison.Ordinal)),
            "the journal stalls");
        return engine;
    }

    private static TestEngine BeforeSweep(
        ThreadLayout threads,
        FullableDisk disk,
        ScriptedGateway gateway,
        DurabilityPolicy durability,
        out List<CommandRecord> withSweep)
    {
        List<CommandRecord> script = [Commands.Define(), Commands.Negotiate(1), Commands.Negotiate(2)];
        for (uint number = 1; number <= Makers; number++)
            script.Add(Commands.Order(1, number, Side.Sell, 1_000, 1));
        withSweep = [.. script, Commands.Order(2, 1, Side.Buy, 1_000, Makers)];
        TestEngine engine = new TestEngine(
            threads, gateway, durability, eventRing: EngineOptions.MinRingSize, disk: disk).Start(script);
        engine.AwaitEvents(EventsBefore);
        return engine;
    }
}
