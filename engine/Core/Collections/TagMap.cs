using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// Finds the indices of orders by a 32-bit tag, a hash of their key; the order itself says whether it has the key. At most half
/// full, 8 bytes a slot, so that a search is short and the index of a large live set stays in the cache. It never stops to grow: when
/// it gets too full, a table of twice the size takes what comes new, and each addition moves a few slots over until the
/// old table is empty.
/// </summary>
internal sealed class TagMap
{
    private const int MinCapacity = 64;
    private const int PositionsPerStep = 8;

    private readonly int _initialCapacity;
    private TagTable _table;

    // While it grows: the table that is being emptied, and the position behind the last one emptied.
    private bool _isGrowing;
    private TagTable _old;
    private int _oldPosition;

    // An addition to a table with so many indices goes on growing: half the slots, and 0 while it grows.
    private int _growthCount;

    /// <param name="expectedCount">Indices to make room for before the first growth.</param>
    public TagMap(int expectedCount)
    {
        long slots = Math.Max(MinCapacity, expectedCount * 2L);
        _initialCapacity = checked((int)BitOperations.RoundUpToPowerOf2((ulong)slots));
        _table = new TagTable(_initialCapacity);
        _table.Touch();
        NoteGrowth(isGrowing: false);
    }

    public int Count => _table.Count + (_isGrowing ? _old.Count : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TKey>(uint tag, TKey key, out int index) where TKey : struct, IOrderKey =>
        _table.TryFind(tag, key, out index) || (_isGrowing && _old.TryFind(tag, key, out index));

    /// <summary>
    /// Position of an index, good until the next change; <see cref="Pool{T}.None"/> when it is not found there, as may
    /// be while the map grows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PositionOf<TKey>(uint tag, TKey key, out int index) where TKey : struct, IOrderKey =>
        _table.PositionOf(tag, key, out index);

    /// <summary>Removes the index at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveAt(int position) => _table.RemoveAt(position);

    /// <summary>Whether an index can be added without growing, by <see cref="AddToTable"/>.</summary>
    public bool HasRoom => _table.Count < _growthCount;

    /// <summary>Adds an index whose key is not yet there while there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddToTable(uint tag, int index) => _table.Add(tag, index);

    /// <summary>Adds an index whose key is not yet there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint tag, int index)
    {
        if (!HasRoom)
            GrowOneStep();
        _table.Add(tag, index);
    }

    /// <summary>The next index at or behind a position, in no order that means anything.</summary>
    /// <param name="position">0 to begin with; moved behind the index found.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="index">The index found.</param>
    public bool TryNext(ref int position, out uint tag, out int index)
    {
        int capacity = _table.Capacity;
        int end = capacity + (_isGrowing ? _old.Capacity : 0);
        while (position < end)
        {
            int at = position++;
            if (at < capacity ? _table.TryRead(at, out tag, out index) : _old.TryRead(at - capacity, out tag, out index))
                return true;
        }
        tag = 0;
        index = Pool<Order>.None;
        return false;
    }

    /// <summary>Removes an index.</summary>
    /// <returns>Whether it was there under this tag.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Remove(uint tag, int index) =>
        _table.Remove(tag, index) || (_isGrowing && _old.Remove(tag, index));

    /// <summary>
    /// Removes everything. A map that has grown far goes back to its first size: clearing it would take long.
    /// </summary>
    public void Clear()
    {
        if (_table.Capacity > _initialCapacity * 4L)
            _table = new TagTable(_initialCapacity);
        else
            _table.Clear();
        NoteGrowth(isGrowing: false);
        _old = default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowOneStep()
    {
        if (!_isGrowing)
        {
            _old = _table;
            _table = new TagTable(checked(_old.Capacity * 2));
            NoteGrowth(isGrowing: true);
            _oldPosition = 0;
            while (_old.TryRead(_oldPosition, out _, out _))
                _oldPosition++;
        }
        MoveSome();
    }

    // Whole runs are moved, from an empty position to an empty position, so that what stays is found as before.
    private void MoveSome()
    {
        for (int positions = 0; _old.Count > 0; positions++)
        {
            int position = _oldPosition & (_old.Capacity - 1);
            bool inRun = _old.TryRead(position, out uint tag, out int index);
            if (!inRun && positions >= PositionsPerStep)
                return;
            if (inRun)
            {
                _old.Drop(position);
                _table.Add(tag, index);
            }
            _oldPosition++;
        }
        NoteGrowth(isGrowing: false);
        _old = default;
    }

    private void NoteGrowth(bool isGrowing)
    {
        _isGrowing = isGrowing;
        _growthCount = isGrowing ? 0 : _table.Capacity / 2;
    }
}
