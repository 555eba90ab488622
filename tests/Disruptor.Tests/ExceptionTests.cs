using Disruptor.Processing;

namespace Disruptor.Tests;

public class ExceptionTests
{
    [Fact]
    public void Event_that_fails_counts_as_handled_and_the_rest_is_a_new_batch()
    {
        var disruptor = Support.NewDisruptor(8);
        var recorder = new Recorder { Failure = sequence => sequence == 1 ? new InvalidOperationException("x") : null };
        var errors = new RecordingExceptionHandler();
        disruptor.HandleEventsWith(recorder);
        disruptor.SetDefaultExceptionHandler(errors);
        for (var i = 0; i < 4; i++)
            disruptor.RingBuffer.PublishValue(10 + i);

        disruptor.Start();
        Support.WaitUntil(() => disruptor.GetSequenceValueFor(recorder) == 3, "four events");
        disruptor.Halt();
        Assert.Equal(
            ["start", "batch 4", "event 0", "event 1", "batch 2", "event 2", "event 3 end"], recorder.Calls.Take(7));
        Assert.Equal(["event 1 value 11: x"], errors.Calls);
    }

    [Fact]
    public void Handler_may_have_an_exception_handler_of_its_own()
    {
        var disruptor = Support.NewDisruptor(8);
        var (common, special) = (new RecordingExceptionHandler(), new RecordingExceptionHandler());
        var recorders = new[] { new Recorder(), new Recorder() };
        foreach (var recorder in recorders)
            recorder.Failure = _ => new InvalidOperationException("x");

        disruptor.HandleEventsWith(recorders);
        disruptor.HandleExceptionsFor(recorders[1]).With(special);
        disruptor.SetDefaultExceptionHandler(common);
        disruptor.Start().PublishValue(1);
        Support.WaitUntil(
            () => recorders.All(recorder => disruptor.GetSequenceValueFor(recorder) == 0), "both handlers");
        disruptor.Halt();
        Assert.Equal((1, 1), (common.Calls.Count, special.Calls.Count));
    }

    [Fact]
    public async Task Exception_handler_that_throws_ends_the_consumer_before_the_event()
    {
        var ring = ValueRingBuffer<Cell>.CreateSingleProducer(() => default, 8, new YieldingWaitStrategy());
        var recorder = new Recorder { Failure = sequence => sequence == 1 ? new InvalidOperationException("x") : null };
        var processor = EventProcessorFactory.Create(ring, ring.NewBarrier(), recorder);
        processor.SetExceptionHandler(new RethrowingExceptionHandler());
        for (var i = 0; i < 3; i++)
            ring.PublishValue(i);

        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => processor.StartLongRunning().WaitAsync(Support.Limit));
        Assert.Equal("ended at 1", error.Message);
        Assert.Equal(-1, processor.Sequence.Value);
        Assert.False(processor.IsRunning);
        Assert.Equal(["start", "batch 3", "event 0", "event 1", "shutdown"], recorder.Calls);
    }

    [Fact]
    public void Fatal_exception_handler_throws_with_the_cause()
    {
        var handler = new ValueFatalExceptionHandler<Cell>();
        var cause = new InvalidOperationException("x");
        var cell = default(Cell);
        var errors = new[]
        {
            Assert.Throws<ApplicationException>(() => handler.HandleEventException(cause, 7, ref cell)),
            Assert.Throws<ApplicationException>(() => handler.HandleOnStartException(cause)),
            Assert.Throws<ApplicationException>(() => handler.HandleOnTimeoutException(cause, 7)),
            Assert.Throws<ApplicationException>(() => handler.HandleOnShutdownException(cause)),
        };
        Assert.All(errors, error => Assert.Same(cause, error.InnerException));
        Assert.StartsWith("Exception processing sequence 7 for event", errors[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("Exception during OnStart()", errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_of_the_hooks_are_reported()
    {
        var waitStrategy = new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1));
        var disruptor = Support.NewDisruptor(8, Dsl.ProducerType.Single, waitStrategy);
        var errors = new RecordingExceptionHandler();
        disruptor.HandleEventsWith(new FailingHooks());
        disruptor.SetDefaultExceptionHandler(errors);
        disruptor.Start();
        Support.WaitUntil(() => errors.Calls.Contains("timeout -1: timeout"), "the time-out");
        disruptor.RingBuffer.PublishValue(5);
        Support.WaitUntil(() => errors.Calls.Contains("event 0 value 5: batch"), "the batch");
        disruptor.Halt();
        Support.WaitUntil(() => errors.Calls.Contains("shutdown: shutdown"), "the end");
        Assert.Equal("start: start", errors.Calls.First());
    }

    private sealed class FailingHooks : IValueEventHandler<Cell>
    {
        public void OnStart() => throw new InvalidOperationException("start");

        public void OnShutdown() => throw new InvalidOperationException("shutdown");

        public void OnTimeout(long sequence) => throw new InvalidOperationException("timeout");

        public void OnBatchStart(long batchSize) => throw new InvalidOperationException("batch");

        public void OnEvent(ref Cell data, long sequence, bool endOfBatch)
        {
        }
    }

    private sealed class RethrowingExceptionHandler : IValueExceptionHandler<Cell>
    {
        public void HandleEventException(Exception ex, long sequence, ref Cell evt) =>
            throw new InvalidDataException($"ended at {sequence}", ex);

        public void HandleOnTimeoutException(Exception ex, long sequence) => throw ex;

        public void HandleOnStartException(Exception ex) => throw ex;

        public void HandleOnShutdownException(Exception ex) => throw ex;
    }
}
