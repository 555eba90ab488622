using Disruptor.Dsl;

namespace Disruptor.Tests;

public class ConcurrencyTests
{
    private const int ProducerCount = 3;

    [Theory]
    [InlineData(4, 500, false)]
    [InlineData(64, 5_000, false)]
    [InlineData(4, 500, true)]
    [InlineData(1024, 20_000, true)]
    public async Task Many_producers_lose_nothing_and_keep_their_own_order(
        int ringSize, int eventsEach, bool blocking)
    {
        IWaitStrategy waitStrategy = blocking ? new BlockingWaitStrategy() : new YieldingWaitStrategy();
        var disruptor = new ValueDisruptor<TwoWords>(
            () => default, ringSize, TaskScheduler.Default, ProducerType.Multi, waitStrategy);
        var handlers = new[] { new OrderChecker(), new OrderChecker() };
        disruptor.HandleEventsWith(handlers[0]).Then(handlers[1]);
        var ring = disruptor.Start();
        var producers = Enumerable.Range(0, ProducerCount).Select(producer => Task.Factory.StartNew(
            () => Produce(ring, producer, eventsEach), TaskCreationOptions.LongRunning));
        await Task.WhenAll(producers).WaitAsync(Support.Limit);
        var last = (ProducerCount * eventsEach) - 1;
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(handlers[1]) == last, "all events");
        disruptor.Halt();
        foreach (var handler in handlers)
        {
            Assert.Null(handler.FirstError);
            Assert.Equal(Enumerable.Repeat(eventsEach, ProducerCount), handler.Counts);
        }
    }

    [Theory]
    [InlineData(2, 500)]
    [InlineData(256, 20_000)]
    public async Task One_producer_loses_nothing_over_many_rounds(int ringSize, int eventCount)
    {
        var disruptor = new ValueDisruptor<TwoWords>(
            () => default, ringSize, TaskScheduler.Default, ProducerType.Single, new YieldingWaitStrategy());
        var handler = new OrderChecker();
        disruptor.HandleEventsWith(handler);
        var ring = disruptor.Start();
        var producer = Task.Factory.StartNew(() => Produce(ring, 0, eventCount), TaskCreationOptions.LongRunning);
        await producer.WaitAsync(Support.Limit);
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(handler) == eventCount - 1, "all events");
        disruptor.Halt();
        Assert.Null(handler.FirstError);
        Assert.Equal(eventCount, handler.Counts[0]);
    }

    [Fact]
    public async Task TryNext_of_many_producers_never_claims_a_slot_twice()
    {
        const int Each = 20_000;
        var sequencer = new MultiProducerSequencer(1024, new YieldingWaitStrategy());
        var claims = new int[ProducerCount * Each];
        var producers = Enumerable.Range(0, ProducerCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    Assert.True(sequencer.TryNext(out var sequence));
                    Interlocked.Increment(ref claims[sequence]);
                }
            },
            TaskCreationOptions.LongRunning));
        await Task.WhenAll(producers).WaitAsync(Support.Limit);
        Assert.All(claims, count => Assert.Equal(1, count));
    }

    private static void Produce(ValueRingBuffer<TwoWords> ring, int producer, int eventCount)
    {
        for (var i = 0; i < eventCount;)
        {
            // Every way of claiming takes part.
            var count = i % 7 == 0 && i + 2 <= eventCount ? 2 : 1;
            long hi;
            if (i % 3 != 0)
                hi = ring.Next(count);
            else if (!ring.TryNext(count, out hi))
                continue;

            for (var sequence = hi - count + 1; sequence <= hi; sequence++)
                ring[sequence] = new TwoWords { Producer = producer, Number = i++, Check = ~(i - 1L) };

            ring.Publish(hi - count + 1, hi);
        }
    }

    private struct TwoWords
    {
        public int Producer;
        public int Number;
        public long Check;
    }

    private sealed class OrderChecker : IValueEventHandler<TwoWords>
    {
        public int[] Counts { get; } = new int[ProducerCount];

        public string? FirstError { get; private set; }

        public void OnEvent(ref TwoWords data, long sequence, bool endOfBatch)
        {
            if (data.Number != Counts[data.Producer] || data.Check != ~(long)data.Number)
                FirstError ??= $"{sequence}: number {data.Number} of {data.Producer}, check {data.Check}";

            Counts[data.Producer]++;
        }
    }
}
