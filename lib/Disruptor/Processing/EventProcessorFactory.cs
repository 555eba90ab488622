using System.Collections.Concurrent;

namespace Disruptor.Processing;

/// <summary>Makes the processors that call handlers.</summary>
public static class EventProcessorFactory
{
    private static readonly ConcurrentDictionary<Type, int> LoopOfHandlerType = new();

    /// <summary>Makes a processor that hands the events behind a barrier to a handler.</summary>
    /// <remarks>
    /// Each of the first eight handler types gets a compiled loop of its own. The run-time compiler then sees one
    /// handler type in each loop and inlines its method, as it could not in a loop that all handlers share.
    /// </remarks>
    public static IValueEventProcessor<T> Create<T>(
        IValueDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IValueEventHandler<T> eventHandler)
        where T : struct
    {
        if (dataProvider is not ValueRingBuffer<T> ring)
        {
            var provided = new ProvidedSlots<T>(dataProvider);
            return new ValueEventProcessor<T, ProvidedSlots<T>, Loop0>(provided, sequenceBarrier, eventHandler);
        }

        var slots = new RingSlots<T>(ring);
        var loop = LoopOfHandlerType.GetOrAdd(eventHandler.GetType(), static _ => LoopOfHandlerType.Count);
        return (loop % 8) switch
        {
            0 => new ValueEventProcessor<T, RingSlots<T>, Loop0>(slots, sequenceBarrier, eventHandler),
            1 => new ValueEventProcessor<T, RingSlots<T>, Loop1>(slots, sequenceBarrier, eventHandler),
            2 => new ValueEventProcessor<T, RingSlots<T>, Loop2>(slots, sequenceBarrier, eventHandler),
            3 => new ValueEventProcessor<T, RingSlots<T>, Loop3>(slots, sequenceBarrier, eventHandler),
            4 => new ValueEventProcessor<T, RingSlots<T>, Loop4>(slots, sequenceBarrier, eventHandler),
            5 => new ValueEventProcessor<T, RingSlots<T>, Loop5>(slots, sequenceBarrier, eventHandler),
            6 => new ValueEventProcessor<T, RingSlots<T>, Loop6>(slots, sequenceBarrier, eventHandler),
            _ => new ValueEventProcessor<T, RingSlots<T>, Loop7>(slots, sequenceBarrier, eventHandler),
        };
    }

    private readonly struct Loop0;

    private readonly struct Loop1;

    private readonly struct Loop2;

    private readonly struct Loop3;

    private readonly struct Loop4;

    private readonly struct Loop5;

    private readonly struct Loop6;

    private readonly struct Loop7;
}
