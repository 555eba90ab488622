using System.Runtime.CompilerServices;

namespace Disruptor.Processing;

/// <summary>The slots of a ring, reached without a call.</summary>
internal readonly struct RingSlots<T>(ValueRingBuffer<T> ring) : IValueDataProvider<T>
    where T : struct
{
    private readonly SlotArray<T> _slots = ring.Slots;

    public ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _slots[sequence];
    }
}

/// <summary>The slots of some other provider.</summary>
internal readonly struct ProvidedSlots<T>(IValueDataProvider<T> provider) : IValueDataProvider<T>
    where T : struct
{
    public ref T this[long sequence] => ref provider[sequence];
}
