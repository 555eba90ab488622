using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>The consumers of a ring and who waits for whom. Not safe for use by several threads.</summary>
internal sealed class ConsumerChain<T>(IValueRingBuffer<T> ring)
    where T : struct
{
    private readonly List<Consumer> _consumers = [];
    private readonly SwitchableExceptionHandler<T> _exceptionHandler = new();
    private int _started;

    internal bool HasStarted => Volatile.Read(ref _started) != 0;

    internal void SetDefaultExceptionHandler(IValueExceptionHandler<T> exceptionHandler)
    {
        ThrowIfStarted();
        _exceptionHandler.SwitchTo(exceptionHandler);
    }

    /// <summary>Adds a consumer for each handler, all of them behind the same sequences.</summary>
    internal ValueEventHandlerGroup<T> Add(Sequence[] dependencies, IValueEventHandler<T>[] handlers)
    {
        ThrowIfStarted();
        var added = new List<Consumer>(handlers.Length);
        foreach (var handler in handlers)
        {
            // A barrier each, so that halting one processor does not stop those beside it.
            var barrier = ring.NewBarrier(dependencies);
            var processor = EventProcessorFactory.Create(ring, barrier, handler);
            processor.SetExceptionHandler(_exceptionHandler);
            added.Add(new Consumer(processor, handler, barrier));
        }

        return Append(dependencies, added);
    }

    /// <summary>Adds the processors that the creators make, all of them behind the same sequences.</summary>
    internal ValueEventHandlerGroup<T> Add(Sequence[] dependencies, ValueEventProcessorCreator<T>[] creators)
    {
        ThrowIfStarted();
        var added = new List<Consumer>(creators.Length);
        foreach (var creator in creators)
        {
            var barrier = ring.NewBarrier(dependencies);
            added.Add(new Consumer(creator(ring, barrier), null, barrier));
        }

        return Append(dependencies, added);
    }

    /// <summary>Adds processors that wait where their maker has let them wait.</summary>
    internal ValueEventHandlerGroup<T> Add(IEventProcessor[] processors)
    {
        var added = Array.ConvertAll(processors, processor => new Consumer(processor, null, null));
        return Append([], added);
    }

    /// <summary>Takes note of processors, so that they are started and halted with the others.</summary>
    internal void Register(IEventProcessor[] processors)
    {
        foreach (var processor in processors)
            _consumers.Add(new Consumer(processor, null, null));
    }

    internal ValueEventHandlerGroup<T> GroupOf(IValueEventHandler<T>[] handlers) =>
        new(this, ring, Array.ConvertAll(handlers, handler => Require(handler).Processor.Sequence));

    internal ValueEventHandlerGroup<T> GroupOf(IEventProcessor[] processors) =>
        new(this, ring, Array.ConvertAll(processors, processor => processor.Sequence));

    internal Consumer? Find(IValueEventHandler<T> handler) =>
        _consumers.Find(consumer => ReferenceEquals(consumer.Handler, handler));

    internal Consumer Require(IValueEventHandler<T> handler) =>
        Find(handler) ?? throw new ArgumentException("The event handler is not among the consumers of this ring.");

    internal void Start(TaskScheduler taskScheduler)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("Disruptor.start() must only be called once.");

        foreach (var consumer in _consumers)
            consumer.Processor.StartLongRunning(taskScheduler);
    }

    internal void Halt()
    {
        foreach (var consumer in _consumers)
            consumer.Processor.Halt();
    }

    internal bool HasBacklog()
    {
        var cursor = ring.Cursor;
        return _consumers.Exists(consumer =>
            consumer.IsEndOfChain && consumer.Processor.IsRunning && consumer.Processor.Sequence.Value < cursor);
    }

    private ValueEventHandlerGroup<T> Append(Sequence[] dependencies, IReadOnlyList<Consumer> added)
    {
        var sequences = added.Select(consumer => consumer.Processor.Sequence).ToArray();
        _consumers.AddRange(added);
        if (added.Count > 0)
        {
            ring.AddGatingSequences(sequences);
            foreach (var dependency in dependencies)
                EndNoLonger(dependency);
        }

        return new ValueEventHandlerGroup<T>(this, ring, sequences);
    }

    private void EndNoLonger(Sequence sequence)
    {
        ring.RemoveGatingSequence(sequence);
        foreach (var consumer in _consumers.Where(consumer => ReferenceEquals(consumer.Processor.Sequence, sequence)))
            consumer.IsEndOfChain = false;
    }

    private void ThrowIfStarted()
    {
        if (HasStarted)
            throw new InvalidOperationException("All event handlers must be added before calling starts.");
    }
}
