using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>The memory of a ring's slots, with unchecked access.</summary>
/// <remarks>
/// Slots without references lie in pinned memory and start on a pair of cache lines, so that a slot whose size is a
/// multiple of a line never straddles one more than it must. All slots have padding before and behind.
/// </remarks>
/// <typeparam name="T">The type of a slot.</typeparam>
internal readonly struct SlotArray<T>(object entries, nint firstSlotOffset, long indexMask)
    where T : struct
{
    private readonly object _entries = entries;
    private readonly nint _firstSlotOffset = firstSlotOffset;
    private readonly long _indexMask = indexMask;

    /// <summary>The slot of a sequence.</summary>
    internal ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Slot(_entries, _firstSlotOffset, sequence & _indexMask);
    }

    /// <summary>Gets memory for a power of two of slots.</summary>
    internal static (object Entries, nint FirstSlotOffset) Allocate(int slotCount)
    {
        var slotSize = Unsafe.SizeOf<T>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            var paddingSlots = (CacheLines.PairSize + slotSize - 1) / slotSize;
            return (new T[slotCount + (2 * paddingSlots)], (nint)paddingSlots * slotSize);
        }

        var words = (((long)slotCount * slotSize) + (3 * CacheLines.PairSize)) / sizeof(long) + 1;
        var memory = GC.AllocateArray<long>(checked((int)words), pinned: true);
        return (memory, CacheLines.PairSize + BytesToPairOfLines(memory));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Slot(object entries, nint firstSlotOffset, long index)
    {
        // The data of every one-dimensional array of values starts at the same distance from the object.
        ref var data = ref MemoryMarshal.GetArrayDataReference(Unsafe.As<byte[]>(entries));
        return ref Unsafe.As<byte, T>(
            ref Unsafe.AddByteOffset(ref data, firstSlotOffset + ((nint)index * Unsafe.SizeOf<T>())));
    }

    private static unsafe nint BytesToPairOfLines(long[] pinned)
    {
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        return -address & (CacheLines.PairSize - 1);
    }
}
