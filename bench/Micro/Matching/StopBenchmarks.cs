using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// Orders that trade at the price of a number of stops and so trigger them; each stop enters as a market order and fills
/// one order. The time is per stop triggered: its Restated and two fills are in it, and its share of the order that
/// triggered it, which fills one order too.
/// </summary>
public class StopBenchmarks : MatchingBenchmark
{
    private const long Quantity = 100;

    [Params(1, 100)]
    public int StopsAtOnce { get; set; }

    // Of each order that triggers: New and two fills; of each stop: Restated and two fills.
    protected override BatchOutcome Expected => new(
        3L * Triggers + 3L * BatchSize, Triggers + BatchSize, -(Triggers + 2 * BatchSize),
        ExecutionReportTradeBlock.TemplateId);

    private int Triggers => BatchSize / StopsAtOnce;

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void TriggerPerStop()
    {
        for (int i = 0; i < Triggers; i++)
            Rig.Enter(Side.Buy, MatchingRig.BestOffer + i, Quantity, TimeInForce.ImmediateOrCancel);
    }

    // At each price stand as many orders as trade there, so that no stop reaches the price of the next ones. The first trade
    // is below all of them: what was traded last in the batch before would trigger them on entry.
    protected override void Prepare()
    {
        Rig.Enter(Side.Sell, 1, Quantity);
        Rig.Enter(Side.Buy, 1, Quantity, TimeInForce.ImmediateOrCancel);
        for (int i = 0; i < Triggers * (StopsAtOnce + 1); i++)
            Rig.Enter(Side.Sell, MatchingRig.BestOffer + (i / (StopsAtOnce + 1)), Quantity);
        for (int i = 0; i < BatchSize; i++)
            Rig.EnterStop(Side.Buy, MatchingRig.BestOffer + (i / StopsAtOnce), Quantity);
    }

    protected override void RunBatch() => TriggerPerStop();
}
