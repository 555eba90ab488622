using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using MatchingEngine.Challenge.Abi;

namespace MatchingEngine.Challenge;

/// <summary>
/// Queue of reports from the matching thread to the draining thread. Reports are written in place; the writer's
/// position is made visible once a group, so that the line that carries it changes hands seldom. The ring is a whole
/// number of groups, so within one the next slot is the one behind.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 4 * CacheLine)]
internal unsafe struct ReportRing
{
    private const int CacheLine = 128;
    private const int GroupSize = 256;

    [FieldOffset(0)] private Report* _slots;
    [FieldOffset(8)] private ulong _mask;

    // Of the matching thread alone: the next slot, the end of its group, the number of the report that the group ends
    // before, and what it saw of the reader.
    [FieldOffset(CacheLine)] private Report* _nextSlot;
    [FieldOffset(CacheLine + 8)] private Report* _groupEndSlot;
    [FieldOffset(CacheLine + 16)] private ulong _groupEnd;
    [FieldOffset(CacheLine + 24)] private ulong _readSeen;

    [FieldOffset(2 * CacheLine)] private ulong _published;

    // Of the draining thread: its position, which the matching thread looks at when the ring seems full.
    [FieldOffset(3 * CacheLine)] private ulong _read;
    [FieldOffset(3 * CacheLine + 8)] private ulong _publishedSeen;

    /// <summary>Makes a ring, its memory touched.</summary>
    public static ReportRing* Create(uint capacity)
    {
        nuint slots = Math.Max(2 * GroupSize, (nuint)BitOperations.RoundUpToPowerOf2((ulong)capacity));
        ReportRing* ring = (ReportRing*)NativeMemory.AlignedAlloc((nuint)sizeof(ReportRing), CacheLine);
        *ring = default;
        ring->_slots = (Report*)NativeMemory.AlignedAlloc(slots * (nuint)sizeof(Report), (nuint)Environment.SystemPageSize);
        NativeMemory.Clear(ring->_slots, slots * (nuint)sizeof(Report));
        ring->_mask = slots - 1;
        ring->_nextSlot = ring->_slots;
        ring->_groupEnd = GroupSize;
        ring->_groupEndSlot = ring->_slots + GroupSize;
        return ring;
    }

    public static void Destroy(ReportRing* ring)
    {
        NativeMemory.AlignedFree(ring->_slots);
        NativeMemory.AlignedFree(ring);
    }

    /// <summary>Matching thread: the next slot, to be written before the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Report* Claim()
    {
        Report* slot = _nextSlot;
        if (slot == _groupEndSlot)
            slot = BeginGroup();
        _nextSlot = slot + 1;
        return slot;
    }

    /// <summary>Matching thread: makes all that was written visible, also past the caches.</summary>
    public void Publish()
    {
        if (Sse.IsSupported)
            Sse.StoreFence();
        Volatile.Write(ref _published, _groupEnd - (ulong)(_groupEndSlot - _nextSlot));
    }

    /// <summary>Draining thread: copies out up to so many reports.</summary>
    public uint Drain(Report* target, uint max)
    {
        if (_publishedSeen == _read)
            _publishedSeen = Volatile.Read(ref _published);
        uint count = (uint)Math.Min(max, _publishedSeen - _read);
        for (uint i = 0; i < count; i++)
            target[i] = _slots[(_read + i) & _mask];
        if (count > 0)
            Volatile.Write(ref _read, _read + count);
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Report* BeginGroup()
    {
        Publish();
        while (_groupEnd + GroupSize - _readSeen > _mask + 1)
        {
            _readSeen = Volatile.Read(ref _read);
            X86Pause();
        }
        Report* slot = _slots + (_groupEnd & _mask);
        _groupEnd += GroupSize;
        _groupEndSlot = slot + GroupSize;
        return slot;
    }

    private static void X86Pause() => Thread.SpinWait(1);
}
