using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale.Features;

/// <summary>
/// A flow of plain orders around the touch, recorded once and sent to any number of engines: half new orders, 40 % cancels,
/// a few replacements and takers.
/// </summary>
internal static class PlainFlow
{
    /// <summary>The instrument of the flow.</summary>
    public const uint SecurityId = 1;

    /// <summary>The middle of its prices, which the flow stays within <see cref="Width"/> of.</summary>
    public const long Middle = 1_000_000;

    /// <summary>Farthest from the middle that an order of the flow is.</summary>
    public const long Width = 60;

    /// <summary>Client order ids of the flow are below this.</summary>
    public const ulong FirstOtherClOrdId = 1UL << 20;

    private const int Seed = 3;

    /// <summary>Fewer than lie between two digests, so that a run may keep clear of them.</summary>
    public const int Commands = 50_000;

    /// <summary>Records the flow; every command in it is accepted.</summary>
    public static CommandRecord[] Record()
    {
        Random random = new(Seed);
        Desk desk = new(CoreLimits.Default);
        desk.Define(SecurityId, 2 * Middle);
        CommandRecord[] flow = new CommandRecord[Commands];
        List<ulong> open = [];
        ulong clOrdId = 0;
        for (int i = 0; i < Commands; i++)
        {
            long events = desk.EventCount;
            int kind = open.Count < 1_000 ? 0 : random.Next(100);
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            int one = open.Count == 0 ? 0 : random.Next(open.Count);
            if (kind < 50)
                desk.Enter(SecurityId, ++clOrdId, side, PriceOf(random, side), random.Next(1, 10), TimeInForce.GoodTillCancel);
            else if (kind < 90)
                desk.Cancel(SecurityId, open[one]);
            else if (kind < 96)
                desk.Replace(SecurityId, ++clOrdId, open[one], Middle - Width + random.Next(2 * (int)Width), 5);
            else
                desk.Enter(SecurityId, ++clOrdId, side, Middle, random.Next(1, 30), TimeInForce.ImmediateOrCancel);
            flow[i] = desk.LastCommand;
            for (; events < desk.EventCount; events++)
                Note(in desk.EventAt(events), open);
        }
        return flow;
    }

    // Most orders stand a little behind the middle, some at it or across.
    private static long PriceOf(Random random, Side side)
    {
        long distance = Math.Min(Width, (long)(-8 * Math.Log(1 - random.NextDouble()))) - 1;
        return side == Side.Buy ? Middle - distance : Middle + 1 + distance;
    }

    private static void Note(in EventRecord e, List<ulong> open)
    {
        switch (e.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                open.Add(e.Block<ExecutionReportNewBlock>().ClOrdID);
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                open.Remove(e.Block<ExecutionReportReplacedBlock>().OrigClOrdID);
                open.Add(e.Block<ExecutionReportReplacedBlock>().ClOrdID);
                break;
            case ExecutionReportTradeBlock.TemplateId:
                if (e.Block<ExecutionReportTradeBlock>().LeavesQty == 0)
                    open.Remove(e.Block<ExecutionReportTradeBlock>().ClOrdID);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                open.Remove(e.Block<ExecutionReportCanceledBlock>().OrigClOrdID);
                break;
            default:
                throw new InvalidOperationException($"the flow met an answer of template {e.Header.TemplateId}");
        }
    }
}
