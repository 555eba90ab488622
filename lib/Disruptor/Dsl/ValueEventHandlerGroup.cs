using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Consumers behind which others can be put. For the thread that sets up the ring.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public class ValueEventHandlerGroup<T>
    where T : struct
{
    private readonly ConsumerChain<T> _chain;
    private readonly IValueRingBuffer<T> _ring;
    private readonly Sequence[] _sequences;

    internal ValueEventHandlerGroup(ConsumerChain<T> chain, IValueRingBuffer<T> ring, Sequence[] sequences)
    {
        _chain = chain;
        _ring = ring;
        _sequences = sequences;
    }

    /// <summary>Joins this group and another one.</summary>
    public ValueEventHandlerGroup<T> And(ValueEventHandlerGroup<T> otherHandlerGroup) =>
        new(_chain, _ring, [.. _sequences, .. otherHandlerGroup._sequences]);

    /// <summary>Joins this group and processors of one's own, which are started and halted with the others.</summary>
    public ValueEventHandlerGroup<T> And(params IEventProcessor[] processors)
    {
        _chain.Register(processors);
        return And(_chain.GroupOf(processors));
    }

    /// <summary>Puts handlers behind this group; they run beside each other.</summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public ValueEventHandlerGroup<T> Then(params IValueEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <summary>Puts processors of one's own behind this group; they run beside each other.</summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public ValueEventHandlerGroup<T> Then(params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        HandleEventsWith(eventProcessorFactories);

    /// <summary>Puts handlers behind this group; they run beside each other.</summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IValueEventHandler<T>[] handlers) =>
        _chain.Add(_sequences, handlers);

    /// <summary>Puts processors of one's own behind this group; they run beside each other.</summary>
    /// <exception cref="InvalidOperationException">The disruptor is started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(
        params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        _chain.Add(_sequences, eventProcessorFactories);

    /// <summary>A barrier that waits for the consumers of this group.</summary>
    public SequenceBarrier AsSequenceBarrier() => _ring.NewBarrier(_sequences);
}
