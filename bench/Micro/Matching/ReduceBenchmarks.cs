using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// Takes one unit off a resting order, which keeps its place; 1,000 orders in random order, again and again.
/// </summary>
public class ReduceBenchmarks : MatchingBenchmark
{
    private const int Orders = 1_000;

    private readonly uint[] _order = new uint[BatchSize];
    private ulong _firstOrderId;

    protected override BatchOutcome Expected => new(BatchSize, 0, 0, ExecutionReportReplacedBlock.TemplateId);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void Reduce()
    {
        foreach (uint order in _order)
            Rig.Reduce(_firstOrderId + order, 1);
    }

    protected override void SetUp()
    {
        var random = new Random(1);
        for (int i = 0; i < BatchSize; i++)
            _order[i] = (uint)random.Next(Orders);
    }

    protected override void Prepare()
    {
        _firstOrderId = Rig.LastOrderId + 1;
        for (int i = 0; i < Orders; i++)
            Rig.Enter(Side.Buy, MatchingRig.BestBid - (i % 100), BatchSize + 1);
    }

    protected override void RunBatch() => Reduce();
}
