using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// A hash map of 64-bit keys other than 0 to 64-bit values: open addressing, linear probing, at most half full. A
/// removal shifts the entries behind it back, so that no tombstone stays and lookups keep their length. Allocates
/// when it grows only.
/// </summary>
internal sealed class LongMap
{
    private const int MinCapacity = 16;
    private const ulong Mix1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong Mix2 = 0xBB67_AE85_84CA_A73B;

    private readonly ulong _seed;
    private readonly int _initialCapacity;
    private Entry[] _entries;
    private int _mask;
    private int _shift;

    private struct Entry
    {
        public ulong Key;
        public long Value;
    }

    /// <param name="expectedCount">Entries to make room for before the first growth.</param>
    /// <param name="seed">Changes where entries lie, nothing else.</param>
    public LongMap(int expectedCount, ulong seed = 0)
    {
        _seed = seed;
        _initialCapacity = CapacityFor(expectedCount);
        _entries = [];
        Allocate(_initialCapacity);
    }

    public int Count { get; private set; }

    public int Capacity => _entries.Length;

    public bool TryGet(ulong key, out long value)
    {
        Entry[] entries = _entries;
        int at = Home(key);
        while (true)
        {
            ref Entry entry = ref entries[at];
            if (entry.Key == key && key != 0)
            {
                value = entry.Value;
                return true;
            }
            if (entry.Key == 0)
            {
                value = 0;
                return false;
            }
            at = (at + 1) & _mask;
        }
    }

    /// <summary>Adds a key that is not 0 and not yet there.</summary>
    public void Add(ulong key, long value)
    {
        if (key == 0)
            InvariantViolationException.Throw("a map was given the key 0");
        if ((Count + 1) * 2 > _entries.Length)
            Grow();
        Insert(key, value);
        Count++;
    }

    /// <summary>Removes a key.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ulong key)
    {
        if (key == 0)
            return false;
        Entry[] entries = _entries;
        int hole = Home(key);
        while (entries[hole].Key != key)
        {
            if (entries[hole].Key == 0)
                return false;
            hole = (hole + 1) & _mask;
        }
        CloseHole(entries, hole);
        Count--;
        return true;
    }

    /// <summary>
    /// Removes everything. A map that has grown far goes back to its first size: clearing it would take long.
    /// </summary>
    public void Clear()
    {
        if (_entries.Length > _initialCapacity * 4L)
            Allocate(_initialCapacity);
        else
            Array.Clear(_entries);
        Count = 0;
    }

    /// <summary>The next entry at or behind a position, in no order that means anything; for checks only.</summary>
    /// <param name="position">0 to begin with; moved behind the entry found.</param>
    /// <param name="key">The key found.</param>
    /// <param name="value">Its value.</param>
    public bool TryNext(ref int position, out ulong key, out long value)
    {
        while (position < _entries.Length)
        {
            Entry entry = _entries[position++];
            if (entry.Key == 0)
                continue;
            key = entry.Key;
            value = entry.Value;
            return true;
        }
        key = 0;
        value = 0;
        return false;
    }

    // An entry behind the hole may move into it unless its home lies cyclically behind the hole.
    private void CloseHole(Entry[] entries, int hole)
    {
        int next = hole;
        while (true)
        {
            next = (next + 1) & _mask;
            ulong key = entries[next].Key;
            if (key == 0)
                break;
            int distanceFromHome = (next - Home(key)) & _mask;
            int distanceFromHole = (next - hole) & _mask;
            if (distanceFromHome < distanceFromHole)
                continue;
            entries[hole] = entries[next];
            hole = next;
        }
        entries[hole] = default;
    }

    private void Insert(ulong key, long value)
    {
        Entry[] entries = _entries;
        int at = Home(key);
        while (entries[at].Key != 0)
        {
            if (entries[at].Key == key)
                InvariantViolationException.Throw("a map was given the same key twice");
            at = (at + 1) & _mask;
        }
        entries[at] = new Entry { Key = key, Value = value };
    }

    private void Grow()
    {
        Entry[] old = _entries;
        Allocate(checked(old.Length * 2));
        foreach (Entry entry in old)
        {
            if (entry.Key != 0)
                Insert(entry.Key, entry.Value);
        }
    }

    private void Allocate(int capacity)
    {
        _entries = new Entry[capacity];
        _mask = capacity - 1;
        _shift = 64 - BitOperations.TrailingZeroCount(capacity);
    }

    private static int CapacityFor(int count) =>
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(MinCapacity, checked(count * 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(ulong key)
    {
        ulong hash = (key ^ _seed) * Mix1;
        hash ^= hash >> 32;
        return (int)((hash * Mix2) >> _shift);
    }
}
