using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class FlowShrinkerTests
{
    [Fact]
    public void Flow_that_fails_is_shrunk_to_the_commands_that_make_it_fail()
    {
        CommandRecord[] flow = [.. Enumerable.Range(1, 200).Select(i => Commands.Cancel(1, (uint)i, (ulong)i))];
        List<CommandRecord> shortest = FlowShrinker.Shrink(flow, Fails);
        Assert.Equal([31UL, 140UL], shortest.Select(command => command.Block<OrderCancelRequestBlock>().ClOrdID));
        Assert.Equal(
            "0 OrderCancelRequest SessionID=1 MsgSeqNum=31 ClOrdID=31 SecurityID=1", CommandText.Of(shortest.Take(1)));

        static bool Fails(IReadOnlyList<CommandRecord> commands)
        {
            ulong[] ids = [.. commands.Select(c => CommandRecord.BlockOf<OrderCancelRequestBlock>(in c).ClOrdID)];
            return ids.Contains(31UL) && ids.Contains(140UL);
        }
    }

    [Fact]
    public void Flow_whose_state_goes_wrong_is_shrunk_to_what_leads_there()
    {
        CoreLimits limits = CoreLimits.Default with { MaxOpenOrders = 2 };
        CommandRecord[] flow =
        [
            Commands.Define(1), Commands.Negotiated(1, 1), Commands.Negotiated(2, 1),
            .. Enumerable.Range(1, 40).Select(i => Commands.New(1, (uint)i, (ulong)i, Side.Buy, 1, i * Commands.One)),
        ];
        Assert.Equal(5, FlowShrinker.Shrink(flow, Differ).Count);
        Assert.Null(FlowRun.FirstDifference(limits, flow));

        // Two engines that are not the same: one takes an order more.
        bool Differ(IReadOnlyList<CommandRecord> commands)
        {
            TestEngine small = new(limits);
            TestEngine large = new(limits with { MaxOpenOrders = 3 });
            foreach (CommandRecord command in commands)
            {
                small.Apply(command);
                large.Apply(command);
            }
            return small.Core.OpenOrderCount != large.Core.OpenOrderCount;
        }
    }

    [Fact]
    public void Core_that_breaks_an_invariant_is_a_difference_and_not_the_end_of_the_search()
    {
        CommandRecord unknown = default;
        unknown.Begin<ExecutionReportNewBlock>();
        string? difference = FlowRun.FirstDifference(CoreLimits.Default, [Commands.Define(1), unknown]);
        Assert.Contains("template 200", difference, StringComparison.Ordinal);
    }
}
