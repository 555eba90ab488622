using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>A limit order that does not trade: accepted, put into the book, reported.</summary>
public class NewOrderBenchmarks : MatchingBenchmark
{
    private readonly long[] _priceTicks = new long[BatchSize];

    [ParamsAllValues]
    public Distance Distance { get; set; }

    protected override BatchOutcome Expected => new(BatchSize, 0, BatchSize, ExecutionReportNewBlock.TemplateId);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void NewOrder()
    {
        foreach (long priceTicks in _priceTicks)
            Rig.Enter(Side.Buy, priceTicks, 100);
    }

    protected override void SetUp()
    {
        var random = new Random(1);
        for (int i = 0; i < BatchSize; i++)
        {
            _priceTicks[i] = Distance switch
            {
                Distance.Touch => MatchingRig.BestBid,
                Distance.Near => MatchingRig.BestBid - random.Next(8),
                _ => MatchingRig.BestBid - 1_000 - random.Next(4_096),
            };
        }
    }

    protected override void Prepare() => Rig.FillBook();

    protected override void RunBatch() => NewOrder();
}
