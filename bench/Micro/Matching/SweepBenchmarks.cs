using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// Immediate-or-cancel orders that fill so many resting orders each, ten at a price. The time is per resting order
/// filled: it has its two execution reports in it and its share of the taker's entry.
/// </summary>
public class SweepBenchmarks : MatchingBenchmark
{
    private const int OrdersPerLevel = 10;
    private const long Quantity = 100;

    [Params(1, 10, 1_000)]
    public int Makers { get; set; }

    protected override BatchOutcome Expected => new(
        BatchSize * 2L + BatchSize / Makers, BatchSize, -BatchSize, ExecutionReportTradeBlock.TemplateId);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void FillPerMaker()
    {
        long limit = MatchingRig.BestOffer + (BatchSize / OrdersPerLevel);
        for (int i = 0; i < BatchSize; i += Makers)
            Rig.Enter(Side.Buy, limit, Quantity * Makers, TimeInForce.ImmediateOrCancel);
    }

    protected override void Prepare()
    {
        for (int i = 0; i < BatchSize; i++)
            Rig.Enter(Side.Sell, MatchingRig.BestOffer + (i / OrdersPerLevel), Quantity);
    }

    protected override void RunBatch() => FillPerMaker();
}
