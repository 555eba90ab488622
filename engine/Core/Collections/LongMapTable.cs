using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// One table of a <see cref="LongMap"/>: open addressing, linear probing. Four keys in a row share a cache line: ids
/// given out in sequence stay together, and where each four of them lie is scattered. A removal shifts the entries
/// behind it back, so that no tombstone stays and lookups keep their length.
/// </summary>
internal unsafe struct LongMapTable
{
    private const int NeighbourBits = 2;
    private const int NeighbourMask = (1 << NeighbourBits) - 1;

    private readonly NativeArray<Entry> _array;
    private readonly Entry* _entries;
    private readonly ulong _factor;
    private readonly int _mask;
    private readonly int _shift;

    /// <summary>A key other than 0 with its value, or nothing.</summary>
    public struct Entry
    {
        public ulong Key;
        public long Value;
    }

    /// <param name="capacity">A power of two, 16 and up.</param>
    /// <param name="seed">Changes where entries lie, nothing else.</param>
    public LongMapTable(int capacity, ulong seed)
        : this(new NativeArray<Entry>(capacity), seed)
    {
    }

    /// <param name="entries">Room for entries, a power of two, 16 and up; all zeroed.</param>
    /// <param name="seed">Changes where entries lie, nothing else.</param>
    public LongMapTable(NativeArray<Entry> entries, ulong seed)
    {
        _array = entries;
        _entries = entries.Items;
        _factor = SecretFactor.Of(seed);
        _mask = entries.Length - 1;
        _shift = 64 - BitOperations.TrailingZeroCount(entries.Length) + NeighbourBits;
    }

    public readonly int Capacity => _mask + 1;

    /// <summary>Entries in this table.</summary>
    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGet(ulong key, out long value)
    {
        Entry* entry = _entries + Home(key);
        Entry* end = _entries + _mask;
        while (entry->Key != key)
        {
            if (entry->Key == 0)
            {
                value = 0;
                return false;
            }
            entry = entry == end ? _entries : entry + 1;
        }
        value = entry->Value;
        return key != 0;
    }

    /// <summary>The value of a key other than 0; a null reference when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref long Find(ulong key)
    {
        int at = Home(key);
        while (_entries[at].Key != key)
        {
            if (_entries[at].Key == 0)
                return ref Unsafe.NullRef<long>();
            at = (at + 1) & _mask;
        }
        return ref _entries[at].Value;
    }

    /// <summary>Adds a key that is not 0 and not yet there; the table is not full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key, long value)
    {
        int at = Home(key);
        while (_entries[at].Key != 0)
        {
            if (_entries[at].Key == key)
                InvariantViolationException.Throw("a map was given the same key twice");
            at = (at + 1) & _mask;
        }
        _entries[at].Key = key;
        _entries[at].Value = value;
        Count++;
    }

    /// <summary>Removes a key other than 0.</summary>
    /// <returns>Whether it was there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Remove(ulong key)
    {
        int hole = Home(key);
        while (_entries[hole].Key != key)
        {
            if (_entries[hole].Key == 0)
                return false;
            hole = (hole + 1) & _mask;
        }
        Count--;
        if (_entries[(hole + 1) & _mask].Key == 0)
            _entries[hole].Key = 0;
        else
            CloseHole(hole);
        return true;
    }

    /// <summary>Makes the whole table resident.</summary>
    public readonly void Touch() => _array.Touch(Capacity);

    public void Clear()
    {
        new Span<Entry>(_entries, Capacity).Clear();
        Count = 0;
    }

    /// <summary>The entry at a position; false when there is none.</summary>
    public readonly bool TryRead(int position, out ulong key, out long value)
    {
        key = _entries[position].Key;
        value = _entries[position].Value;
        return key != 0;
    }

    /// <summary>Empties a position without closing the hole: for a table that is being emptied run by run.</summary>
    public void Drop(int position)
    {
        _entries[position].Key = 0;
        Count--;
    }

    // An entry behind the hole may move into it unless its home lies cyclically behind the hole.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void CloseHole(int hole)
    {
        int next = hole;
        while (true)
        {
            next = (next + 1) & _mask;
            ulong key = _entries[next].Key;
            if (key == 0)
                break;
            int distanceFromHome = (next - Home(key)) & _mask;
            int distanceFromHole = (next - hole) & _mask;
            if (distanceFromHome < distanceFromHole)
                continue;
            _entries[hole] = _entries[next];
            hole = next;
        }
        _entries[hole].Key = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Home(ulong key) =>
        ((int)(((key >> NeighbourBits) * _factor) >> _shift) << NeighbourBits) | ((int)key & NeighbourMask);
}
