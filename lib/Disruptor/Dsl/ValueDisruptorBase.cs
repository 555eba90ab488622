using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>
/// Sets up a ring and the threads that consume from it. Set up and start from one thread; halt from any.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
/// <typeparam name="TRingBuffer">The type of the ring.</typeparam>
public abstract class ValueDisruptor<T, TRingBuffer>
    where T : struct
    where TRingBuffer : IValueRingBuffer<T>
{
    private protected readonly TRingBuffer _ringBuffer;
    private readonly TaskScheduler _taskScheduler;
    private readonly ConsumerChain<T> _chain;

    private protected ValueDisruptor(TRingBuffer ringBuffer, TaskScheduler taskScheduler)
    {
        _ringBuffer = ringBuffer;
        _taskScheduler = taskScheduler;
        _chain = new ConsumerChain<T>(ringBuffer);
    }

    /// <summary>Whether <see cref="Start"/> was called.</summary>
    public bool HasStarted => _chain.HasStarted;

    /// <summary>Adds handlers that read right behind the producers, each on a thread of its own.</summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IValueEventHandler<T>[] handlers) =>
        _chain.Add([], handlers);

    /// <summary>Adds processors of one's own that read right behind the producers.</summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(
        params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        _chain.Add([], eventProcessorFactories);

    /// <summary>Adds processors that wait at barriers their maker has chosen; they hold the producers back.</summary>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IEventProcessor[] processors) => _chain.Add(processors);

    /// <summary>The group of handlers that are added already, to put others behind them.</summary>
    /// <exception cref="ArgumentException">One of the handlers is unknown.</exception>
    public ValueEventHandlerGroup<T> After(params IValueEventHandler<T>[] handlers) => _chain.GroupOf(handlers);

    /// <summary>The group of processors that are added already, to put others behind them.</summary>
    public ValueEventHandlerGroup<T> After(params IEventProcessor[] processors) => _chain.GroupOf(processors);

    /// <summary>
    /// Sets what decides on the exceptions of all handlers that have no exception handler of their own, whether they
    /// were added before or will be. Without it the first exception ends the consumer.
    /// </summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public void SetDefaultExceptionHandler(IValueExceptionHandler<T> exceptionHandler) =>
        _chain.SetDefaultExceptionHandler(exceptionHandler);

    /// <summary>Gives a handler an exception handler of its own.</summary>
    /// <exception cref="ArgumentException">The handler is unknown.</exception>
    public ValueExceptionHandlerSetting<T> HandleExceptionsFor(IValueEventHandler<T> eventHandler) =>
        new((IValueEventProcessor<T>)_chain.Require(eventHandler).Processor);

    /// <summary>Starts a thread for each consumer; does not wait until they run.</summary>
    /// <returns>The ring.</returns>
    /// <exception cref="InvalidOperationException">The disruptor is started already.</exception>
    public TRingBuffer Start()
    {
        _chain.Start(_taskScheduler);
        return _ringBuffer;
    }

    /// <summary>Tells all consumers to end after their present batch; does not wait for that.</summary>
    public void Halt() => _chain.Halt();

    /// <summary>Waits until the running consumers have handled everything, without limit, then halts.</summary>
    public void Shutdown() => Shutdown(Timeout.InfiniteTimeSpan);

    /// <summary>Waits until the running consumers have handled everything, then halts.</summary>
    /// <param name="timeout">The time limit; negative for none.</param>
    /// <exception cref="TimeoutException">The time limit has passed; the consumers go on.</exception>
    public void Shutdown(TimeSpan timeout)
    {
        var start = TimeProvider.System.GetTimestamp();
        var spinWait = default(SpinWait);
        while (_chain.HasBacklog())
        {
            if (timeout >= TimeSpan.Zero && TimeProvider.System.GetElapsedTime(start) > timeout)
                throw new TimeoutException();

            spinWait.SpinOnce();
        }

        Halt();
    }

    /// <summary>The last sequence a handler has handled.</summary>
    /// <exception cref="ArgumentException">The handler is unknown.</exception>
    public long GetSequenceValueFor(IValueEventHandler<T> handler) =>
        _chain.Require(handler).Processor.Sequence.Value;

    /// <summary>The sequences a handler waits for, or null when the handler is unknown.</summary>
    public DependentSequenceGroup? GetDependentSequencesFor(IValueEventHandler<T> handler) =>
        _chain.Find(handler)?.Barrier?.DependentSequences;

    /// <summary>The ring, and whether the consumers are started.</summary>
    public override string ToString() => $"{GetType().Name} {{RingBuffer={_ringBuffer}, HasStarted={HasStarted}}}";
}
