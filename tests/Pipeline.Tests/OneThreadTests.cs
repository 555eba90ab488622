using MatchingEngine.Messages;
using MatchingEngine.Pipeline.Tests.Support;

namespace MatchingEngine.Pipeline.Tests;

/// <summary>
/// The layouts in which one thread reads, journals and matches: what it takes in a turn it finishes in it.
/// </summary>
public class OneThreadTests
{
    private const int DigestInterval = 65_536;

    public static TheoryData<ThreadLayout> Layouts => [ThreadLayout.Shared, ThreadLayout.Quiet];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Gateway_that_reads_more_in_a_turn_than_a_batch_finds_room_in_the_next(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(40_000, seed: 11);
        var gateway = new ScriptedGateway { TurnMax = 1_024 };
        using var engine = new TestEngine(threads, gateway, commandRing: 2_048).Start(flow);

        Until.True(() => gateway.Published == flow.Count, "all is published");
        engine.Stop();

        Assert.Equal(0, gateway.Refusals);
        Assert.Equal(flow.Count, engine.Engine.Core.LastSequence);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Gateway_that_fills_the_ring_in_each_turn_does_not_keep_a_digest_out(ThreadLayout threads)
    {
        List<CommandRecord> flow = Commands.Flow(DigestInterval + 10_000, seed: 12);
        var gateway = new ScriptedGateway { TurnMax = int.MaxValue };
        using var engine = new TestEngine(threads, gateway, commandRing: EngineOptions.MinRingSize).Start(flow);
        Until.True(() => gateway.Published == flow.Count, "all is published");
        engine.Stop();
        engine.Engine.Dispose();

        CommandRecord digest = Assert.Single(
            engine.Journaled(), one => one.Header.TemplateId == StateDigestBlock.TemplateId);
        Assert.InRange(digest.Sequence, DigestInterval + 1, DigestInterval + (2 * EngineOptions.MinRingSize));
    }
}
