using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline.Tests.Support;

namespace MatchingEngine.Pipeline.Tests;

public class FaultTests
{
    private const int DigestInterval = 65_536;
    private const ulong WrongDigest = 0xBAD;

    public static TheoryData<ThreadLayout> Layouts => TestEngine.Layouts;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Broken_invariant_stops_the_engine_by_name_and_nothing_of_it_is_released(ThreadLayout threads)
    {
        List<CommandRecord> script = Commands.Flow(DigestInterval - 3, seed: 5);
        long lastGood = script.Count;
        // Until the wrong digest comes, the right one may come by itself.
        var gateway = new ScriptedGateway();
        using var engine = new TestEngine(threads, gateway).Start(script);
        Until.True(() => gateway.Published == script.Count, "the flow is published");
        gateway.Play([.. script, Commands.Digest(DigestInterval, WrongDigest), .. Commands.Flow(50, seed: 6)]);
        Until.True(() => engine.Engine.Fault.IsSet, "the engine stops by itself");

        var fault = Assert.IsType<StateDigestMismatchException>(engine.Engine.Fault.First);
        Assert.Contains("65536", fault.Message);
        engine.Stop();
        Assert.All(gateway.Events, one => Assert.InRange(one.Sequence, 1, lastGood + 1));
        Assert.DoesNotContain(gateway.Events, one => IsAnswerToWrongDigest(one, engine));
        Assert.NotEqual(CommandAdmission.Accepted, engine.Engine.Commands.TryClaim(out _));
        engine.Engine.Dispose();
        var core = new MatchingCore(CoreLimits.Default);
        Assert.Throws<StateDigestMismatchException>(() =>
            JournalReplay.Run(engine.Directory, core, new EventCollector(), long.MaxValue, progress: null));
    }

    /// <summary>As a power cut leaves it when nothing was synced: the name is there, the content is not.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Segment_that_a_crash_left_empty_is_made_again_by_the_next_start(int commands)
    {
        using var directory = new TempDirectory();
        List<CommandRecord> script = commands == 0 ? [] : Commands.Flow(commands, seed: 5);
        using (var engine = new TestEngine(ThreadLayout.Quiet, directory: directory.FullPath))
        {
            if (commands > 0)
            {
                engine.Start(script);
                Until.True(() => engine.Engine.DurableSequence == script.Count, "the flow is journaled");
            }
        }
        string empty = Path.Combine(directory.FullPath, $"journal-{script.Count + 1:D20}.mej");
        File.WriteAllBytes(empty, []);

        using var next = new TestEngine(ThreadLayout.Quiet, directory: directory.FullPath);
        next.Start(Commands.Define());

        next.AwaitEvents(1);
        Assert.False(next.Engine.Fault.IsSet, $"{next.Engine.Fault.First}");
        Assert.Contains(next.Reports, line => line.Contains("SegmentUnfinished"));
        next.Stop();
        next.Engine.Dispose();
        Assert.Equal(script.Count + 1, next.Journaled().Count);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Port_refuses_after_a_fault(ThreadLayout threads)
    {
        var gateway = new ScriptedGateway();
        bool fails = false;
        gateway.OnTurn = () =>
        {
            if (Volatile.Read(ref fails))
                throw new InvalidDataException("the gateway is broken");
        };
        using var engine = new TestEngine(threads, gateway).Start(Commands.Define());
        engine.AwaitEvents(1);

        Volatile.Write(ref fails, true);
        Until.True(() => engine.Engine.Fault.IsSet, "the fault is noted");

        Assert.IsType<InvalidDataException>(engine.Engine.Fault.First);
        Assert.Equal(CommandAdmission.JournalUnavailable, engine.Engine.Commands.TryClaim(out _));
        engine.Stop();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Consumer_that_throws_stops_the_engine(ThreadLayout threads)
    {
        var gateway = new ScriptedGateway
        {
            OnReleased = record =>
            {
                if (record.Sequence == 3)
                    throw new InvalidDataException("the consumer is broken");
            },
        };
        using var engine = new TestEngine(threads, gateway).Start(Commands.Flow(100, seed: 1));

        Until.True(() => engine.Engine.Fault.IsSet, "the fault is noted");
        engine.Stop();

        Assert.IsType<InvalidDataException>(engine.Engine.Fault.First);
        Assert.Equal([1L, 1L, 2L], gateway.Events.Select(one => one.Sequence));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Preparation_that_throws_leaves_an_engine_that_can_be_disposed(ThreadLayout threads)
    {
        using var engine = new TestEngine(threads);
        engine.Engine.Recover(engine.Gateway);

        Assert.Throws<InvalidDataException>(
            () => engine.Engine.Start(engine.Gateway, _ => throw new InvalidDataException("no such instrument")));

        Assert.Equal(0, engine.Engine.Core.LastSequence);
        engine.Stop();
        Until.Returns(engine.Engine.Dispose, "the engine ends");
        Assert.Empty(engine.Journaled());
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Engine_can_be_stopped_at_once_again_and_twice(ThreadLayout threads)
    {
        for (int round = 0; round < 30; round++)
        {
            using var engine = new TestEngine(threads).Start();
            engine.Stop();
            engine.Stop();
            engine.Engine.Dispose();
            engine.Engine.Dispose();
            Assert.Null(engine.Engine.Fault.First);
        }
    }

    private static bool IsAnswerToWrongDigest(EventRecord record, TestEngine engine) =>
        record.Header.TemplateId == SystemCommandResponseBlock.TemplateId
        && record.Sequence > DigestInterval
        && record.Block<SystemCommandResponseBlock>().RefSequence > engine.Engine.Core.LastSequence;
}
