using Disruptor.Dsl;
using Disruptor.Processing;

namespace Disruptor.Tests;

public class DisruptorTests
{
    [Fact]
    public void Events_reach_the_handler_in_order_and_the_last_of_a_batch_is_marked()
    {
        var disruptor = Support.NewDisruptor(8);
        var recorder = new Recorder();
        disruptor.HandleEventsWith(recorder);
        for (var i = 0; i < 3; i++)
            disruptor.RingBuffer.PublishValue(i);

        Assert.Same(disruptor.RingBuffer, disruptor.Start());
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(recorder) == 2, "three events");
        disruptor.Halt();
        Support.WaitUntil(() => recorder.Calls.Contains("shutdown"), "the end");
        Assert.Equal(["start", "batch 3", "event 0", "event 1", "event 2 end", "shutdown"], recorder.Calls);
    }

    [Fact]
    public void Batch_is_cut_to_the_handlers_limit()
    {
        var disruptor = Support.NewDisruptor(8);
        var recorder = new Recorder { BatchLimit = 2 };
        disruptor.HandleEventsWith(recorder);
        for (var i = 0; i < 5; i++)
            disruptor.RingBuffer.PublishValue(i);

        disruptor.Start();
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(recorder) == 4, "five events");
        disruptor.Halt();
        Assert.Equal(
            [
                "start", "batch 2", "event 0", "event 1 end", "batch 2", "event 2", "event 3 end", "batch 1",
                "event 4 end",
            ],
            recorder.Calls.Take(9));
    }

    [Fact]
    public void Batch_limit_below_one_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => Support.NewDisruptor(8).HandleEventsWith(new Recorder { BatchLimit = 0 }));

    [Fact]
    public void Only_the_end_of_a_chain_holds_the_producer_back()
    {
        var disruptor = Support.NewDisruptor(4);
        var front = new Recorder();
        var behind = new Recorder();
        disruptor.HandleEventsWith(front).Then(behind);
        behind.Close();
        var ring = disruptor.Start();
        for (var i = 0; i < 4; i++)
            ring.PublishValue(i);

        Support.WaitUntil(() => disruptor.GetSequenceValueFor(front) == 3, "the consumer in front");
        Assert.False(ring.TryNext(out _));
        Assert.Equal(-1, ring.GetMinimumGatingSequence());
        behind.Open();
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(behind) == 3, "the consumer behind");
        Assert.True(ring.TryNext(out _));
        disruptor.Halt();
    }

    [Fact]
    public void Consumer_behind_sees_what_those_in_front_have_written()
    {
        var disruptor = Support.NewDisruptor(16);
        var adders = new[] { new AddingHandler(1), new AddingHandler(10) };
        var last = new Recorder();
        disruptor.HandleEventsWith(adders[0]).Then(adders[1]).Then(last);
        var ring = disruptor.Start();
        for (var i = 0; i < 1_000; i++)
            ring.PublishValue(1_000 * i);

        Support.WaitUntil(() => disruptor.GetSequenceValueFor(last) == 999, "all events");
        disruptor.Halt();
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (1_000L * i) + 11), last.Values);
    }

    [Fact]
    public void Groups_can_be_joined_and_continued()
    {
        var disruptor = Support.NewDisruptor(8);
        var (left, right, last) = (new Recorder(), new Recorder(), new Recorder());
        var group = disruptor.HandleEventsWith(left).And(disruptor.HandleEventsWith(right));
        group.HandleEventsWith(last);
        Assert.Equal(2, disruptor.GetDependentSequencesFor(last)!.DependentSequenceCount);
        Assert.Equal(2, group.AsSequenceBarrier().DependentSequences.DependentSequenceCount);
        Assert.True(disruptor.GetDependentSequencesFor(left)!.DependsOnCursor);
        Assert.Null(disruptor.GetDependentSequencesFor(new Recorder()));

        right.Close();
        disruptor.Start().PublishValue(1);
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(left) == 0, "the left one");
        Assert.Empty(last.Values);
        right.Open();
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(last) == 0, "the last one");
        disruptor.Halt();
    }

    [Fact]
    public void After_continues_behind_known_handlers_only()
    {
        var disruptor = Support.NewDisruptor(8);
        var (front, behind) = (new Recorder(), new Recorder());
        disruptor.HandleEventsWith(front);
        disruptor.After(front).Then(behind);
        Assert.False(disruptor.GetDependentSequencesFor(behind)!.DependsOnCursor);
        Assert.Throws<ArgumentException>(() => disruptor.After(new Recorder()));
        Assert.Throws<ArgumentException>(() => disruptor.GetSequenceValueFor(new Recorder()));
        Assert.Throws<ArgumentException>(() => disruptor.HandleExceptionsFor(new Recorder()));
    }

    [Fact]
    public void Processors_of_ones_own_take_part()
    {
        var disruptor = Support.NewDisruptor(4);
        var ring = disruptor.RingBuffer;
        var (first, second, third) = (new Recorder(), new Recorder(), new Recorder());
        var own = EventProcessorFactory.Create(ring, ring.NewBarrier(), first);
        disruptor.HandleEventsWith(own);
        disruptor.After(own).Then((source, barrier) => EventProcessorFactory.Create(source, barrier, second));
        disruptor.HandleEventsWith((source, barrier) => EventProcessorFactory.Create(source, barrier, third));
        disruptor.Start();
        own.WaitUntilStarted(Support.Limit);
        for (var i = 0; i < 50; i++)
            ring.PublishValue(i);

        disruptor.Shutdown(Support.Limit);
        Assert.All([first, second, third], recorder => Assert.Equal(50, recorder.Values.Count));
    }

    [Fact]
    public void Processor_joined_by_And_is_started_with_the_others()
    {
        var disruptor = Support.NewDisruptor(4);
        var ring = disruptor.RingBuffer;
        var (first, joined, last) = (new Recorder(), new Recorder(), new Recorder());
        var own = EventProcessorFactory.Create(ring, ring.NewBarrier(), joined);
        disruptor.HandleEventsWith(first).And(own).Then(last);
        disruptor.Start().PublishValue(4);
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(last) == 0, "the last one");
        Assert.Equal([4], joined.Values);
        disruptor.Halt();
    }

    [Fact]
    public void Set_up_ends_with_the_start()
    {
        var disruptor = Support.NewDisruptor(8);
        Assert.False(disruptor.HasStarted);
        disruptor.Start();
        Assert.True(disruptor.HasStarted);
        var error = Assert.Throws<InvalidOperationException>(() => disruptor.HandleEventsWith(new Recorder()));
        Assert.Equal("All event handlers must be added before calling starts.", error.Message);
        Assert.Throws<InvalidOperationException>(
            () => disruptor.SetDefaultExceptionHandler(new RecordingExceptionHandler()));
        Assert.Throws<InvalidOperationException>(disruptor.Start);
    }

    [Fact]
    public void Shutdown_waits_for_the_backlog()
    {
        var disruptor = Support.NewDisruptor(1024, ProducerType.Multi);
        var recorder = new Recorder();
        disruptor.HandleEventsWith(recorder);
        var ring = disruptor.Start();
        Support.WaitUntil(() => recorder.Calls.Contains("start"), "the start");
        for (var i = 0; i < 1_000; i++)
            ring.PublishValue(i);

        disruptor.Shutdown();
        Assert.Equal(1_000, recorder.Values.Count);
        Support.WaitUntil(() => recorder.Calls.Contains("shutdown"), "the end");
    }

    [Fact]
    public void Shutdown_that_times_out_halts_nothing()
    {
        var disruptor = Support.NewDisruptor(8);
        var recorder = new Recorder();
        disruptor.HandleEventsWith(recorder);
        var ring = disruptor.Start();
        Support.WaitUntil(() => recorder.Calls.Contains("start"), "the start");
        recorder.Close();
        ring.PublishValue(1);
        Assert.Throws<TimeoutException>(() => disruptor.Shutdown(TimeSpan.FromMilliseconds(5)));
        recorder.Open();
        ring.PublishValue(2);
        Support.WaitUntil(() => recorder.Values.Count == 2, "the event after the time-out");
        disruptor.Shutdown(Support.Limit);
    }

    [Fact]
    public void Handler_is_told_of_timeouts_with_the_last_sequence()
    {
        var waitStrategy = new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1));
        var disruptor = Support.NewDisruptor(8, ProducerType.Single, waitStrategy);
        var recorder = new Recorder();
        disruptor.HandleEventsWith(recorder);
        disruptor.Start();
        Support.WaitUntil(() => recorder.TimeoutCount > 0, "a time-out");
        Assert.Contains("timeout -1", recorder.Calls);
        disruptor.RingBuffer.PublishValue(3);
        Support.WaitUntil(() => recorder.Values.Count == 1, "the event after the time-out");
        disruptor.Halt();
    }

    [Fact]
    public void Disruptor_shows_its_ring()
    {
        var disruptor = new ValueDisruptor<Cell>(() => default, 16, new BlockingWaitStrategy());
        disruptor[3].Value = 5;
        Assert.Equal((16, -1, 5), (disruptor.BufferSize, disruptor.Cursor, disruptor.RingBuffer[3].Value));
        using (disruptor.PublishEvent())
            Assert.False(disruptor.RingBuffer.IsAvailable(0));

        using (disruptor.PublishEvents(2))
            Assert.Equal(2, disruptor.Cursor);

        Assert.True(disruptor.RingBuffer.IsAvailable(2));
        Assert.Contains("MultiProducerSequencer", disruptor.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "MultiProducerSequencer",
            new ValueDisruptor<Cell>(() => default, 4).RingBuffer.ToString(),
            StringComparison.Ordinal);
    }

    private sealed class AddingHandler(long summand) : IValueEventHandler<Cell>
    {
        public void OnEvent(ref Cell data, long sequence, bool endOfBatch) => data.Value += summand;
    }
}
