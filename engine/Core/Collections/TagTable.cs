using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// One table of a <see cref="TagMap"/>: slots of 8 bytes, a tag and an index plus 1; open addressing, linear probing.
/// The upper bits of a tag say where a search begins. At most half full, so that it seldom goes on. A removal shifts the
/// slots behind it back, so that no tombstone stays.
/// </summary>
internal unsafe struct TagTable
{
    private readonly NativeArray<ulong> _array;
    private readonly ulong* _slots;
    private readonly int _mask;
    private readonly int _shift;

    /// <param name="capacity">A power of two, 16 and up.</param>
    public TagTable(int capacity)
    {
        _array = new NativeArray<ulong>(capacity);
        _slots = _array.Items;
        _mask = capacity - 1;
        _shift = 32 - BitOperations.TrailingZeroCount(capacity);
    }

    public readonly int Capacity => _mask + 1;

    /// <summary>Indices in this table.</summary>
    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFind<TKey>(uint tag, TKey key, out int index) where TKey : struct, IOrderKey =>
        PositionOf(tag, key, out index) >= 0;

    /// <summary>Position of an index with this tag and key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int PositionOf<TKey>(uint tag, TKey key, out int index) where TKey : struct, IOrderKey
    {
        for (int at = Home(tag); ; at = (at + 1) & _mask)
        {
            ulong slot = _slots[(nint)(uint)at];
            index = IndexOf(slot);
            if (slot == 0)
                return Pool<Order>.None;
            if (TagOf(slot) == tag && key.IsKeyOf(index))
                return at;
        }
    }

    /// <summary>Empties a position and closes the hole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveAt(int position)
    {
        Count--;
        if (_slots[(nint)(uint)((position + 1) & _mask)] == 0)
            _slots[(nint)(uint)position] = 0;
        else
            CloseHole(position);
    }

    /// <summary>Adds an index; the table is not full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint tag, int index)
    {
        uint at = (uint)Home(tag);
        while (_slots[(nint)at] != 0)
            at = (at + 1) & (uint)_mask;
        _slots[(nint)at] = Slot(tag, index);
        Count++;
    }

    /// <summary>Removes an index.</summary>
    /// <returns>Whether it was there under this tag.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Remove(uint tag, int index)
    {
        ulong slot = Slot(tag, index);
        int hole = Home(tag);
        while (_slots[hole] != slot)
        {
            if (_slots[hole] == 0)
                return false;
            hole = (hole + 1) & _mask;
        }
        RemoveAt(hole);
        return true;
    }

    /// <summary>The slot at a position; false when it is empty.</summary>
    public readonly bool TryRead(int position, out uint tag, out int index)
    {
        tag = TagOf(_slots[position]);
        index = IndexOf(_slots[position]);
        return _slots[position] != 0;
    }

    /// <summary>Empties a position without closing the hole: for a table that is being emptied run by run.</summary>
    public void Drop(int position)
    {
        _slots[position] = 0;
        Count--;
    }

    /// <summary>Makes the whole table resident.</summary>
    public readonly void Touch() => _array.Touch(Capacity);

    public void Clear()
    {
        new Span<ulong>(_slots, Capacity).Clear();
        Count = 0;
    }

    // A slot behind the hole may move into it unless its home lies cyclically behind the hole.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void CloseHole(int hole)
    {
        for (int next = (hole + 1) & _mask; _slots[next] != 0; next = (next + 1) & _mask)
        {
            int distanceFromHome = (next - Home(TagOf(_slots[next]))) & _mask;
            int distanceFromHole = (next - hole) & _mask;
            if (distanceFromHome < distanceFromHole)
                continue;
            _slots[hole] = _slots[next];
            hole = next;
        }
        _slots[hole] = 0;
    }

    private static ulong Slot(uint tag, int index) => ((ulong)tag << 32) | (uint)(index + 1);

    private static uint TagOf(ulong slot) => (uint)(slot >> 32);

    private static int IndexOf(ulong slot) => (int)(uint)slot - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Home(uint tag) => (int)(tag >> _shift);
}
