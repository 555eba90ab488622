using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>Cancels of resting orders, in random order, over 100 price levels.</summary>
public class CancelBenchmarks : MatchingBenchmark
{
    private readonly uint[] _order = new uint[BatchSize];
    private ulong _firstOrderId;
    private ulong _firstClOrdId;

    [ParamsAllValues]
    public OrderName NamedBy { get; set; }

    protected override BatchOutcome Expected => new(BatchSize, 0, -BatchSize, ExecutionReportCanceledBlock.TemplateId);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void Cancel()
    {
        if (NamedBy == OrderName.OrderID)
        {
            foreach (uint order in _order)
                Rig.Cancel(_firstOrderId + order, 0);
        }
        else
        {
            foreach (uint order in _order)
                Rig.Cancel(0, _firstClOrdId + order);
        }
    }

    protected override void SetUp()
    {
        for (uint i = 0; i < BatchSize; i++)
            _order[i] = i;
        new Random(1).Shuffle(_order);
    }

    protected override void Prepare()
    {
        Rig.FillBook();
        _firstOrderId = Rig.LastOrderId + 1;
        _firstClOrdId = Rig.LastClOrdId + 1;
        for (int i = 0; i < BatchSize; i++)
            Rig.Enter(Side.Buy, MatchingRig.BestBid - (i % 100), 100);
    }

    protected override void RunBatch() => Cancel();
}
