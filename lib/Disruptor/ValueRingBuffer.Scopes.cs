namespace Disruptor;

public sealed partial class ValueRingBuffer<T>
{
    /// <summary>A claimed slot, published by <see cref="Dispose"/>, which must be called exactly once.</summary>
    public readonly struct UnpublishedEventScope(ValueRingBuffer<T> ringBuffer, long sequence) : IDisposable
    {
        /// <summary>The claimed sequence.</summary>
        public long Sequence => sequence;

        /// <summary>The slot.</summary>
        public ref T Event() => ref ringBuffer[sequence];

        /// <summary>Publishes the slot.</summary>
        public void Dispose() => ringBuffer.Publish(sequence);
    }

    /// <summary>Claimed slots in a row, published by <see cref="Dispose"/>, to be called exactly once.</summary>
    public readonly struct UnpublishedEventBatchScope(
        ValueRingBuffer<T> ringBuffer, long startSequence, long endSequence) : IDisposable
    {
        /// <summary>The first claimed sequence.</summary>
        public long StartSequence => startSequence;

        /// <summary>The last claimed sequence.</summary>
        public long EndSequence => endSequence;

        /// <summary>The slot at <paramref name="index"/>, counted from 0 and not checked.</summary>
        public ref T Event(int index) => ref ringBuffer[startSequence + index];

        /// <summary>Publishes the slots.</summary>
        public void Dispose() => ringBuffer.Publish(startSequence, endSequence);
    }

    /// <summary>A claimed slot, or nothing when the ring was full; <see cref="Dispose"/> publishes it.</summary>
    public readonly struct NullableUnpublishedEventScope(ValueRingBuffer<T> ringBuffer, long sequence) : IDisposable
    {
        private readonly ValueRingBuffer<T>? _ringBuffer = ringBuffer;

        /// <summary>Whether a slot was claimed.</summary>
        public bool HasEvent => _ringBuffer is not null;

        /// <summary>Gives the slot; false when none was claimed.</summary>
        public bool TryGetEvent(out EventRef eventRef)
        {
            eventRef = _ringBuffer is { } claimed ? new EventRef(claimed, sequence) : default;
            return HasEvent;
        }

        /// <summary>Publishes the slot, if one was claimed.</summary>
        public void Dispose() => _ringBuffer?.Publish(sequence);
    }

    /// <summary>Claimed slots in a row, or nothing for lack of room; <see cref="Dispose"/> publishes them.</summary>
    public readonly struct NullableUnpublishedEventBatchScope(
        ValueRingBuffer<T> ringBuffer, long startSequence, long endSequence) : IDisposable
    {
        private readonly ValueRingBuffer<T>? _ringBuffer = ringBuffer;

        /// <summary>Whether slots were claimed.</summary>
        public bool HasEvents => _ringBuffer is not null;

        /// <summary>Gives the slots; false when none were claimed.</summary>
        public bool TryGetEvents(out EventBatchRef eventRef)
        {
            eventRef = _ringBuffer is { } claimed ? new EventBatchRef(claimed, startSequence, endSequence) : default;
            return HasEvents;
        }

        /// <summary>Publishes the slots, if any were claimed.</summary>
        public void Dispose() => _ringBuffer?.Publish(startSequence, endSequence);
    }

    /// <summary>A claimed slot.</summary>
    public readonly struct EventRef(ValueRingBuffer<T> ringBuffer, long sequence)
    {
        /// <summary>The claimed sequence.</summary>
        public long Sequence => sequence;

        /// <summary>The slot.</summary>
        public ref T Event() => ref ringBuffer[sequence];
    }

    /// <summary>Claimed slots in a row.</summary>
    public readonly struct EventBatchRef(ValueRingBuffer<T> ringBuffer, long startSequence, long endSequence)
    {
        /// <summary>The first claimed sequence.</summary>
        public long StartSequence => startSequence;

        /// <summary>The last claimed sequence.</summary>
        public long EndSequence => endSequence;

        /// <summary>The slot at <paramref name="index"/>, counted from 0 and not checked.</summary>
        public ref T Event(int index) => ref ringBuffer[startSequence + index];
    }
}
