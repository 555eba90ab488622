using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class AllocationTests
{
    [Fact]
    public void Core_allocates_nothing_per_command_once_it_has_grown()
    {
        CommandRecord[] flow = RecordFlow(seed: 31, commands: 120_000);
        MatchingCore core = new(CoreLimits.Default with
        {
            MaxOpenOrders = 500,
            ExpectedClientOrderIdsPerSession = 1 << 16,
        });
        EventBuffer events = new(length: 4_096);
        BufferSink sink = new(events);
        const int warmUp = 60_000;
        for (int i = 0; i < warmUp; i++)
        {
            events.Clear();
            core.Apply(in flow[i], ref sink);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = warmUp; i < flow.Length; i++)
        {
            events.Clear();
            core.Apply(in flow[i], ref sink);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(core.LastTrdMatchId > 10_000, $"only {core.LastTrdMatchId} trades");
    }

    private static CommandRecord[] RecordFlow(int seed, int commands)
    {
        TestEngine engine = new();
        RandomFlow flow = new(seed, new FlowShape(OpenOrders: 200, Memory: 100, SparseIdPercent: 0));
        List<CommandRecord> recorded = [];
        foreach (CommandRecord command in flow.Opening())
            Record(command);
        while (recorded.Count < commands)
            Record(flow.Next());
        return [.. recorded];

        void Record(CommandRecord command)
        {
            command.Sequence = recorded.Count + 1;
            // New instruments allocate their book: that is growth, so there are none but those of the opening.
            if (command.Header.TemplateId == SecurityDefinitionBlock.TemplateId && recorded.Count >= 6)
                command.Block<SecurityDefinitionBlock>().RoundLot = 0;
            recorded.Add(command);
            EventBuffer events = engine.ApplyAsIs(in command);
            for (int i = 0; i < events.Count; i++)
                flow.Learn(in events[i]);
        }
    }
}
