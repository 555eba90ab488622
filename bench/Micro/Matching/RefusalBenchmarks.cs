using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>Commands that change nothing in the book.</summary>
public class RefusalBenchmarks : MatchingBenchmark
{
    private const int UsedIds = 1_000;

    private ulong _firstClOrdId;

    [ParamsAllValues]
    public Refusal Reason { get; set; }

    protected override BatchOutcome Expected => Reason switch
    {
        Refusal.MsgSeqNumUsed => new BatchOutcome(0, 0, 0, 0),
        Refusal.DuplicateOrder => new BatchOutcome(BatchSize, 0, 0, ExecutionReportRejectedBlock.TemplateId),
        _ => new BatchOutcome(BatchSize, 0, 0, OrderCancelRejectBlock.TemplateId),
    };

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void Refuse()
    {
        switch (Reason)
        {
            case Refusal.MsgSeqNumUsed:
                for (int i = 0; i < BatchSize; i++)
                    Rig.SendAgain();
                break;
            case Refusal.DuplicateOrder:
                for (uint i = 0; i < BatchSize; i++)
                {
                    ulong used = _firstClOrdId + (i % UsedIds);
                    Rig.Enter(used, Side.Buy, MatchingRig.BestBid, 100, TimeInForce.GoodTillCancel);
                }

                break;
            default:
                for (int i = 0; i < BatchSize; i++)
                    Rig.Cancel(ulong.MaxValue, 0);
                break;
        }
    }

    protected override void Prepare()
    {
        _firstClOrdId = Rig.LastClOrdId + 1;
        Rig.FillBook();
    }

    protected override void RunBatch() => Refuse();
}
