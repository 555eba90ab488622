using BenchmarkDotNet.Attributes;
using Disruptor;
using Disruptor.Dsl;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// A command through a ring on one thread: claimed, filled, published, polled. No hand-off between threads, which no
/// benchmark of this kind can time: that is what bench/Rings is for.
/// </summary>
[MemoryDiagnoser]
public class RingBenchmarks
{
    private const int RingSize = 4_096;
    private const int Batch = 256;

    private ValueRingBuffer<CommandRecord>? _ring;
    private ValueEventPoller<CommandRecord>? _poller;
    private EventPoller.ValueHandler<CommandRecord>? _handler;
    private long _handled;
    private ulong _clOrdIdSum;

    [ParamsAllValues]
    public ProducerType Producers { get; set; }

    [GlobalSetup]
    public void Check()
    {
        _ring = ValueRingBuffer<CommandRecord>.Create(Producers, () => default, RingSize, new YieldingWaitStrategy());
        _poller = _ring.NewPoller();
        _ring.AddGatingSequences(_poller.Sequence);
        _handler = Handle;
        PublishAndPollOne();
        PublishAndPollBatch();
        const ulong ExpectedSum = 2 * (Batch * (Batch + 1UL) / 2);
        if (_handled != 2 * Batch || _clOrdIdSum != ExpectedSum || _ring.GetRemainingCapacity() != RingSize)
            throw new InvalidOperationException($"{_handled} commands came, sum {_clOrdIdSum}, not {ExpectedSum}.");
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void PublishAndPollOne()
    {
        for (uint i = 1; i <= Batch; i++)
        {
            Publish(i);
            _poller!.Poll(_handler!);
        }
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void PublishAndPollBatch()
    {
        for (uint i = 1; i <= Batch; i++)
            Publish(i);
        _poller!.Poll(_handler!);
    }

    private void Publish(uint clOrdId)
    {
        ValueRingBuffer<CommandRecord> ring = _ring!;
        if (!ring.TryNext(out long sequence))
            throw new InvalidOperationException("The ring is full.");
        ref NewOrderSingleBlock order = ref ring[sequence].Begin<NewOrderSingleBlock>();
        order.ClOrdID = clOrdId;
        ring.Publish(sequence);
    }

    private bool Handle(ref CommandRecord command, long sequence, bool endOfBatch)
    {
        _handled++;
        _clOrdIdSum += CommandRecord.BlockOf<NewOrderSingleBlock>(in command).ClOrdID;
        return true;
    }
}
