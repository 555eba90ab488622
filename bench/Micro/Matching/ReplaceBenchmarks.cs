using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>Replaces of resting orders that don't trade; 1,000 orders in turn, again and again.</summary>
public class ReplaceBenchmarks : MatchingBenchmark
{
    private const int Orders = 1_000;
    private const int Levels = 100;
    private const long FirstQuantity = 1_000;

    private ulong _firstOrderId;

    [ParamsAllValues]
    public Replacement Change { get; set; }

    protected override BatchOutcome Expected => new(BatchSize, 0, 0, ExecutionReportReplacedBlock.TemplateId);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void Replace()
    {
        int quantityStep = Change switch
        {
            Replacement.LessQuantity => -1,
            Replacement.MoreQuantity => 1,
            _ => 0,
        };
        int priceStep = Change == Replacement.OtherPrice ? 1 : 0;
        for (int round = 0; round < BatchSize / Orders; round++)
        {
            long quantity = FirstQuantity + (quantityStep * (round + 1));
            int down = priceStep & ~round;
            for (int i = 0; i < Orders; i++)
                Rig.Replace(_firstOrderId + (uint)i, MatchingRig.BestBid - (i % Levels) - down, quantity);
        }
    }

    protected override void Prepare()
    {
        _firstOrderId = Rig.LastOrderId + 1;
        for (int i = 0; i < Orders; i++)
            Rig.Enter(Side.Buy, MatchingRig.BestBid - (i % Levels), FirstQuantity);
    }

    protected override void RunBatch() => Replace();
}
