namespace Disruptor.Dsl;

/// <summary>
/// Sets up a ring of values and the threads that consume from it. Set up and start from one thread; halt from any.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
public class ValueDisruptor<T> : ValueDisruptor<T, ValueRingBuffer<T>>
    where T : struct
{
    /// <summary>Makes a ring for many producers, with consumers that block.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>Makes a ring for many producers.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, IWaitStrategy waitStrategy)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default, SequencerFactory.DefaultProducerType, waitStrategy)
    {
    }

    /// <summary>Makes a ring for many producers, with consumers that block.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler)
        : this(
            eventFactory,
            ringBufferSize,
            taskScheduler,
            SequencerFactory.DefaultProducerType,
            SequencerFactory.DefaultWaitStrategy())
    {
    }

    /// <summary>Makes a ring.</summary>
    /// <param name="eventFactory">Fills the slots; called once a slot in ascending order.</param>
    /// <param name="ringBufferSize">Number of slots, a power of two.</param>
    /// <param name="taskScheduler">Gets a long-running task for each consumer.</param>
    /// <param name="producerType">Whether more than one thread publishes.</param>
    /// <param name="waitStrategy">How the consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public ValueDisruptor(
        Func<T> eventFactory,
        int ringBufferSize,
        TaskScheduler taskScheduler,
        ProducerType producerType,
        IWaitStrategy waitStrategy)
        : base(ValueRingBuffer<T>.Create(producerType, eventFactory, ringBufferSize, waitStrategy), taskScheduler)
    {
    }

    /// <summary>The ring.</summary>
    public ValueRingBuffer<T> RingBuffer => _ringBuffer;

    /// <summary>With one producer the highest published sequence, with many the highest claimed one.</summary>
    public long Cursor => _ringBuffer.Cursor;

    /// <summary>Number of slots.</summary>
    public long BufferSize => _ringBuffer.BufferSize;

    /// <summary>The slot of a sequence, without a check that it is claimed or published.</summary>
    public ref T this[long sequence] => ref _ringBuffer[sequence];

    /// <summary>Claims a slot, waiting while the ring is full, and publishes it at the end of the scope.</summary>
    public ValueRingBuffer<T>.UnpublishedEventScope PublishEvent() => _ringBuffer.PublishEvent();

    /// <summary>Claims slots in a row, waiting for room, and publishes them at the end of the scope.</summary>
    /// <exception cref="ArgumentException"><paramref name="count"/> is not 1 to the size of the ring.</exception>
    public ValueRingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) => _ringBuffer.PublishEvents(count);
}
