using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Order id to index: open addressing with linear probing, at most half full, and removal that closes the gap, so that
/// nothing is left behind however long it runs. Id 0 marks a free slot. Allocates only when it grows.
/// </summary>
internal sealed class OrderIdMap
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private const int MinCapacity = 16;

    private Slot[] _slots;
    private int _shift;
    private int _mask;

    public OrderIdMap(int expected)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(MinCapacity, 2L * expected));
        _slots = [];
        Resize(capacity);
    }

    public int Count { get; private set; }

    /// <summary>The index of an id, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong id)
    {
        Slot[] slots = _slots;
        int at = Home(id);
        while (true)
        {
            ref Slot slot = ref slots[at];
            if (slot.Id == id)
                return id == 0 ? -1 : slot.Index;
            if (slot.Id == 0)
                return -1;
            at = (at + 1) & _mask;
        }
    }

    /// <summary>Adds an id that is not there and not 0.</summary>
    public void Add(ulong id, int index)
    {
        if (2 * (Count + 1) > _slots.Length)
            Grow();
        Put(id, index);
        Count++;
    }

    /// <summary>Removes an id that is there.</summary>
    public void Remove(ulong id)
    {
        Slot[] slots = _slots;
        int hole = Home(id);
        while (slots[hole].Id != id)
            hole = (hole + 1) & _mask;
        int at = hole;
        while (true)
        {
            at = (at + 1) & _mask;
            ref Slot slot = ref slots[at];
            if (slot.Id == 0)
                break;
            // A slot may fill the hole unless its home lies behind the hole on the way to where it is.
            if (((at - Home(slot.Id)) & _mask) < ((at - hole) & _mask))
                continue;
            slots[hole] = slot;
            hole = at;
        }
        slots[hole] = default;
        Count--;
    }

    private void Put(ulong id, int index)
    {
        int at = Home(id);
        while (_slots[at].Id != 0)
            at = (at + 1) & _mask;
        _slots[at] = new Slot(id, index);
    }

    private void Grow()
    {
        Slot[] old = _slots;
        Resize(checked(old.Length * 2));
        foreach (Slot slot in old)
        {
            if (slot.Id != 0)
                Put(slot.Id, slot.Index);
        }
    }

    private void Resize(int capacity)
    {
        _slots = new Slot[capacity];
        _mask = capacity - 1;
        _shift = 64 - BitOperations.Log2((uint)capacity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(ulong id) => (int)((id * Multiplier) >> _shift);

    private readonly record struct Slot(ulong Id, int Index);
}
