using Disruptor.Dsl;

namespace Disruptor.Tests;

public class WaitStrategyTests
{
    public static TheoryData<string> Names =>
        ["busy-spin", "yielding", "sleeping", "spin-wait", "blocking", "timeout-blocking"];

    private static IWaitStrategy NewStrategy(string name) => name switch
    {
        "busy-spin" => new BusySpinWaitStrategy(),
        "yielding" => new YieldingWaitStrategy(),
        "sleeping" => new SleepingWaitStrategy(120),
        "spin-wait" => new SpinWaitWaitStrategy(),
        "blocking" => new BlockingWaitStrategy(),
        "timeout-blocking" => new TimeoutBlockingWaitStrategy(Support.Limit),
        _ => throw new ArgumentException(name),
    };

    private static Task<SequenceWaitResult> WaitOnThread(SequenceBarrier barrier, long sequence) =>
        Task.Factory.StartNew(() => barrier.WaitFor(sequence), TaskCreationOptions.LongRunning);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Waiter_is_released_by_the_publisher(string name)
    {
        var sequencer = new SingleProducerSequencer(8, NewStrategy(name));
        var wait = WaitOnThread(sequencer.NewBarrier(), 1);
        sequencer.Publish(sequencer.Next());
        Assert.True(await Support.IsStuck(wait));
        sequencer.Publish(sequencer.Next());
        Assert.Equal(1, (await wait.WaitAsync(Support.Limit)).AvailableSequence);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Waiter_is_released_by_the_consumer_in_front(string name)
    {
        var sequencer = new SingleProducerSequencer(8, NewStrategy(name));
        var front = new Sequence();
        var wait = WaitOnThread(sequencer.NewBarrier(front), 0);
        sequencer.Publish(sequencer.Next(3), 2);
        Assert.True(await Support.IsStuck(wait));
        front.SetValue(1);
        Assert.Equal(1, (await wait.WaitAsync(Support.Limit)).AvailableSequence);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Waiter_is_released_by_cancelling(string name)
    {
        var barrier = new SingleProducerSequencer(8, NewStrategy(name)).NewBarrier();
        var wait = WaitOnThread(barrier, 0);
        Assert.True(await Support.IsStuck(wait));
        barrier.CancelProcessing();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Support.Limit));
    }

    [Fact]
    public void Blocking_strategy_with_a_limit_times_out()
    {
        var strategy = new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1));
        Assert.True(new SingleProducerSequencer(8, strategy).NewBarrier().WaitFor(0).IsTimeout);
    }

    [Fact]
    public async Task No_wake_up_of_a_blocked_consumer_is_lost()
    {
        const int Count = 20_000;
        var there = new SingleProducerSequencer(2, new BlockingWaitStrategy());
        var back = new SingleProducerSequencer(2, new BlockingWaitStrategy());
        var echo = Task.Factory.StartNew(
            () => Echo(there.NewBarrier(), back), TaskCreationOptions.LongRunning);
        var answers = back.NewBarrier();
        var play = Task.Factory.StartNew(() => Play(answers, there), TaskCreationOptions.LongRunning);
        await Task.WhenAll(echo, play).WaitAsync(Support.Limit);
        Assert.Equal((Count - 1, Count - 1), (there.Cursor, back.Cursor));

        static void Echo(SequenceBarrier questions, ISequencer answers)
        {
            for (var i = 0; i < Count; i++)
            {
                questions.WaitFor(i);
                answers.Publish(answers.Next());
            }
        }

        static void Play(SequenceBarrier answers, ISequencer questions)
        {
            for (var i = 0; i < Count; i++)
            {
                questions.Publish(questions.Next());
                answers.WaitFor(i);
            }
        }
    }

    [Fact]
    public void Barrier_stays_cancelled_until_it_is_reset()
    {
        var sequencer = new SingleProducerSequencer(8, new YieldingWaitStrategy());
        var barrier = sequencer.NewBarrier();
        sequencer.Publish(sequencer.Next());
        barrier.CancelProcessing();
        Assert.True(barrier.IsCancellationRequested && barrier.CancellationToken.IsCancellationRequested);
        Assert.ThrowsAny<OperationCanceledException>(() => barrier.WaitFor(0));
        Assert.ThrowsAny<OperationCanceledException>(barrier.ThrowIfCancellationRequested);
        barrier.ResetProcessing();
        Assert.False(barrier.IsCancellationRequested);
        barrier.ThrowIfCancellationRequested();
        Assert.Equal(0, barrier.WaitFor(0).AvailableSequence);
    }

    [Fact]
    public void Barrier_never_lets_through_what_is_not_published()
    {
        var sequencer = new MultiProducerSequencer(8, new YieldingWaitStrategy());
        var barrier = sequencer.NewBarrier();
        sequencer.Next(3);
        sequencer.Publish(0);
        sequencer.Publish(2);
        Assert.Equal(0, barrier.WaitFor(0).AvailableSequence);
        Assert.Equal(0, barrier.WaitFor(1).AvailableSequence);
        sequencer.Publish(1);
        Assert.Equal(2, barrier.WaitFor(1).AvailableSequence);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Cursor_is_the_dependency_of_a_barrier_without_others(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 4);
        Assert.True(sequencer.NewBarrier().DependentSequences.DependsOnCursor);
        Assert.False(sequencer.NewBarrier(new Sequence()).DependentSequences.DependsOnCursor);
    }

    [Fact]
    public void Spin_wait_counts_its_turns()
    {
        var spinWait = default(AggressiveSpinWait);
        spinWait.SpinOnce();
        spinWait.SpinOnce();
        Assert.Equal(2, spinWait.Count);
    }
}
