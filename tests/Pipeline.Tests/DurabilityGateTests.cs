using MatchingEngine.Journal;
using MatchingEngine.Pipeline.Tests.Support;

namespace MatchingEngine.Pipeline.Tests;

public class DurabilityGateTests
{
    private const int CommandCount = 3_000;

    public static TheoryData<ThreadLayout, DurabilityPolicy> Cases
    {
        get
        {
            var cases = new TheoryData<ThreadLayout, DurabilityPolicy>();
            foreach (ThreadLayout threads in Enum.GetValues<ThreadLayout>())
            {
                foreach (DurabilityPolicy durability in Enum.GetValues<DurabilityPolicy>())
                    cases.Add(threads, durability);
            }
            return cases;
        }
    }

    /// <summary>
    /// One command is durable only after the disk said so, which takes far longer than to apply it: a gate that leaks
    /// is seen.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Event_is_released_only_when_its_command_is_durable(ThreadLayout threads, DurabilityPolicy durability)
    {
        int count = durability == DurabilityPolicy.Sync ? CommandCount / 10 : CommandCount;
        var gateway = new ScriptedGateway { TurnMax = 16 };
        using var engine = new TestEngine(threads, gateway, durability);
        long early = 0;
        gateway.OnReleased = record =>
        {
            if (record.Sequence > engine.Engine.DurableSequence)
                early++;
        };

        engine.Start(Commands.Flow(count, seed: 1));
        // The least is one event a command.
        Until.True(() => gateway.Published == count + 3, "all is published");
        engine.Stop();

        Assert.Null(engine.Engine.Fault.First);
        Assert.Equal(0, early);
        Assert.Equal(count + 3, gateway.Events.Select(one => one.Sequence).Distinct().Count());
    }
}
