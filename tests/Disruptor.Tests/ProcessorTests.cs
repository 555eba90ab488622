using Disruptor.Dsl;
using Disruptor.Processing;

namespace Disruptor.Tests;

public class ProcessorTests
{
    private static ValueRingBuffer<Cell> NewRing() =>
        ValueRingBuffer<Cell>.CreateSingleProducer(() => default, 8, new YieldingWaitStrategy());

    [Fact]
    public async Task Halted_processor_goes_on_where_it_was_when_started_again()
    {
        var ring = NewRing();
        var recorder = new Recorder();
        var processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), recorder);
        for (var run = 0; run < 3; run++)
        {
            var task = processor.StartLongRunning();
            processor.WaitUntilStarted(Support.Limit);
            Assert.True(processor.IsRunning);
            ring.PublishValue(run);
            Support.WaitUntil(() => processor.Sequence.Value == run, "the event of this run");
            processor.Halt();
            await task.WaitAsync(Support.Limit);
            Assert.False(processor.IsRunning);
        }

        Assert.Equal([0, 1, 2], recorder.Values);
        Assert.Equal((3, 3), (
            recorder.Calls.Count(call => call == "start"), recorder.Calls.Count(call => call == "shutdown")));
    }

    [Fact]
    public async Task Running_processor_cannot_be_run_again()
    {
        var ring = NewRing();
        var processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), new Recorder());
        var task = processor.Start();
        processor.WaitUntilStarted(Support.Limit);
        var error = Assert.Throws<InvalidOperationException>(processor.Run);
        Assert.Equal("Thread is already running", error.Message);
        Assert.True(processor.IsRunning);
        processor.Halt();
        await task.WaitAsync(Support.Limit);
    }

    [Fact]
    public void Processor_halted_before_its_start_handles_nothing()
    {
        var ring = NewRing();
        var recorder = new Recorder();
        var processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), recorder);
        ring.PublishValue(1);
        processor.Halt();
        processor.Run();
        Assert.Equal(["start", "shutdown"], recorder.Calls);
    }

    [Fact]
    public void Halting_one_processor_leaves_those_beside_it_running()
    {
        var disruptor = Support.NewDisruptor(8);
        var ring = disruptor.RingBuffer;
        var (kept, halted) = (new Recorder(), new Recorder());
        IEventProcessor? second = null;
        disruptor.HandleEventsWith(
            (source, barrier) => EventProcessorFactory.Create(source, barrier, kept),
            (source, barrier) => second = EventProcessorFactory.Create(source, barrier, halted));
        disruptor.Start();
        second!.WaitUntilStarted(Support.Limit);
        second.Halt();
        Support.WaitUntil(() => !second.IsRunning, "the end of the second");
        ring.PublishValue(1);
        Support.WaitUntil(() => kept.Values.Count == 1, "the event at the first");
        Assert.Empty(halted.Values);
        disruptor.Halt();
    }

    [Fact]
    public async Task Halt_right_after_the_start_always_ends_the_processor()
    {
        for (var i = 0; i < 300; i++)
        {
            var ring = NewRing();
            var processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), new Recorder());
            var task = processor.Start();
            if (i % 2 == 0)
                SpinWait.SpinUntil(() => processor.IsRunning, Support.Limit);

            processor.Halt();
            await task.WaitAsync(Support.Limit);
        }
    }

    [Fact]
    public async Task Any_provider_of_slots_can_be_read()
    {
        var sequencer = new SingleProducerSequencer(4, new YieldingWaitStrategy());
        var recorder = new Recorder();
        var processor = EventProcessorFactory.Create(new ArrayOfCells(), sequencer.NewBarrier(), recorder);
        var task = processor.StartLongRunning(TaskScheduler.Default);
        sequencer.Publish(sequencer.Next(2));
        Support.WaitUntil(() => recorder.Values.Count == 2, "two events");
        processor.Halt();
        await task.WaitAsync(Support.Limit);
        Assert.Equal([100, 101], recorder.Values);
    }

    [Fact]
    public void Consuming_allocates_nothing()
    {
        var disruptor = Support.NewDisruptor(64, ProducerType.Multi);
        var handler = new AllocationWatcher();
        disruptor.HandleEventsWith(handler);
        var ring = disruptor.Start();
        for (var i = 0; i < AllocationWatcher.LastSequence + 1; i++)
            ring.PublishValue(i);

        Support.WaitUntil(() => handler.Done, "all events");
        disruptor.Halt();
        Assert.Equal(0, handler.AllocatedBytes);
    }

    private sealed class ArrayOfCells : IValueDataProvider<Cell>
    {
        private readonly Cell[] _cells = [new() { Value = 100 }, new() { Value = 101 }];

        public ref Cell this[long sequence] => ref _cells[sequence];
    }

    private sealed class AllocationWatcher : IValueEventHandler<Cell>
    {
        public const long LastSequence = 20_000;
        private const long FirstWatched = 5_000;
        private long _before;

        public volatile bool Done;

        public long AllocatedBytes { get; private set; } = -1;

        public void OnEvent(ref Cell data, long sequence, bool endOfBatch)
        {
            if (sequence == FirstWatched)
                _before = GC.GetAllocatedBytesForCurrentThread();

            if (sequence == LastSequence)
            {
                AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - _before;
                Done = true;
            }
        }
    }
}
