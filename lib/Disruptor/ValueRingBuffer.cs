using System.Runtime.CompilerServices;
using Disruptor.Dsl;

namespace Disruptor;

/// <summary>
/// A ring of pre-allocated values. Claim a sequence, fill its slot by reference, publish it;
/// consumers read it in place.
/// </summary>
/// <typeparam name="T">The type of the slots.</typeparam>
public sealed partial class ValueRingBuffer<T> : RingBuffer, IValueRingBuffer<T>
    where T : struct
{
    /// <summary>Makes a ring whose slots are filled by the factory, called once a slot in ascending order.</summary>
    public ValueRingBuffer(Func<T> eventFactory, ISequencer sequencer)
        : this(sequencer)
    {
        for (var sequence = 0; sequence < BufferSize; sequence++)
            this[sequence] = eventFactory();
    }

    /// <summary>Makes a ring for one producer with blocking consumers.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public ValueRingBuffer(Func<T> eventFactory, int bufferSize)
        : this(eventFactory, new SingleProducerSequencer(bufferSize))
    {
    }

    /// <summary>Makes a ring whose slots have the default value.</summary>
    public ValueRingBuffer(ISequencer sequencer)
        : base(sequencer)
    {
        (_entries, _firstSlotOffset) = SlotArray<T>.Allocate(BufferSize);
    }

    /// <summary>The slots, for those who read many of them.</summary>
    internal SlotArray<T> Slots
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_entries, _firstSlotOffset, _indexMask);
    }

    /// <summary>
    /// The slot of <paramref name="sequence"/>, without a check that it is claimed or published:
    /// a producer may touch what it has claimed, a consumer what its barrier has let through.
    /// </summary>
    public ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Slots[sequence];
    }

    /// <summary>Makes a ring for one producer with blocking consumers.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public static ValueRingBuffer<T> CreateSingleProducer(Func<T> factory, int bufferSize) =>
        new(factory, new SingleProducerSequencer(bufferSize));

    /// <summary>Makes a ring for one producer.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public static ValueRingBuffer<T> CreateSingleProducer(
        Func<T> factory, int bufferSize, IWaitStrategy waitStrategy) =>
        new(factory, new SingleProducerSequencer(bufferSize, waitStrategy));

    /// <summary>Makes a ring for many producers with blocking consumers.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public static ValueRingBuffer<T> CreateMultiProducer(Func<T> factory, int bufferSize) =>
        new(factory, new MultiProducerSequencer(bufferSize));

    /// <summary>Makes a ring for many producers.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public static ValueRingBuffer<T> CreateMultiProducer(
        Func<T> factory, int bufferSize, IWaitStrategy waitStrategy) =>
        new(factory, new MultiProducerSequencer(bufferSize, waitStrategy));

    /// <summary>Makes a ring for one or many producers.</summary>
    /// <exception cref="ArgumentException">
    /// The size is not a power of two of at least 1, or the producer type is unknown.
    /// </exception>
    public static ValueRingBuffer<T> Create(
        ProducerType producerType, Func<T> factory, int bufferSize, IWaitStrategy waitStrategy) =>
        new(factory, SequencerFactory.Create(producerType, bufferSize, waitStrategy));

    /// <summary>Moves the claim position to a sequence and gives its slot; only for setting up.</summary>
    public ref T ClaimAndGetPreallocated(long sequence)
    {
        _sequencer.Claim(sequence);
        return ref this[sequence];
    }

    /// <summary>
    /// Makes a poller that reads behind the given sequences, or behind the cursor if there are none. Its sequence does
    /// not hold the producers back until it is added with <see cref="RingBuffer.AddGatingSequences"/>.
    /// </summary>
    public ValueEventPoller<T> NewPoller(params Sequence[] gatingSequences) =>
        _sequencer.NewPoller(this, gatingSequences);

    /// <summary>Claims a slot, waiting while the ring is full, and publishes it at the end of the scope.</summary>
    public UnpublishedEventScope PublishEvent() => new(this, Next());

    /// <summary>Claims a slot if there is room, and publishes it at the end of the scope.</summary>
    public NullableUnpublishedEventScope TryPublishEvent() =>
        TryNext(out var sequence) ? new NullableUnpublishedEventScope(this, sequence) : default;

    /// <summary>Claims slots in a row, waiting for room, and publishes them at the end of the scope.</summary>
    /// <exception cref="ArgumentException"><paramref name="count"/> is not 1 to the size of the ring.</exception>
    public UnpublishedEventBatchScope PublishEvents(int count)
    {
        var endSequence = Next(count);
        return new UnpublishedEventBatchScope(this, endSequence - count + 1, endSequence);
    }

    /// <summary>Claims slots in a row if there is room, and publishes them at the end of the scope.</summary>
    /// <exception cref="ArgumentException"><paramref name="count"/> is not 1 to the size of the ring.</exception>
    public NullableUnpublishedEventBatchScope TryPublishEvents(int count) =>
        TryNext(count, out var endSequence)
            ? new NullableUnpublishedEventBatchScope(this, endSequence - count + 1, endSequence)
            : default;

    /// <summary>The type of the events, the size and the type of the sequencer.</summary>
    public override string ToString() =>
        $"ValueRingBuffer {{Type={typeof(T).Name}, BufferSize={BufferSize}, Sequencer={_sequencer.GetType().Name}}}";
}
