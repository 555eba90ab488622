using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Makes a processor of one's own for a place in a chain.</summary>
/// <param name="ringBuffer">The ring to read from.</param>
/// <param name="sequenceBarrier">The barrier to wait at.</param>
/// <typeparam name="T">The type of the events.</typeparam>
public delegate IEventProcessor ValueEventProcessorCreator<T>(
    IValueRingBuffer<T> ringBuffer, SequenceBarrier sequenceBarrier)
    where T : struct;
