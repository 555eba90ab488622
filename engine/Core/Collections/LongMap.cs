using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// A hash map of 64-bit keys other than 0 to 64-bit values, at most half full. It never stops to grow: when it gets too
/// full, a table of twice the size takes what comes new, and each addition moves a few entries over until the old table
/// is empty.
/// </summary>
internal sealed class LongMap
{
    private const int MinCapacity = 16;
    private const int PositionsPerStep = 8;

    // It grows when eight sixteenths are taken.
    private const int AboutToGrowSixteenths = 6;

    private readonly ulong _seed;
    private readonly int _initialCapacity;
    private readonly SpareArray<LongMapTable.Entry> _spare = new();
    private LongMapTable _table;

    // While it grows: the table that is being emptied, and the position behind the last one emptied.
    private bool _isGrowing;
    private LongMapTable _old;
    private int _oldPosition;

    /// <param name="expectedCount">Entries to make room for before the first growth.</param>
    /// <param name="seed">Changes where entries lie, nothing else.</param>
    public LongMap(int expectedCount, ulong seed = 0)
    {
        _seed = seed;
        _initialCapacity =
            (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(MinCapacity, checked(expectedCount * 2)));
        _table = NewTable(_initialCapacity);
        _table.Touch();
    }

    public int Count => _table.Count + (_isGrowing ? _old.Count : 0);

    public int Capacity => _table.Capacity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong key, out long value) =>
        _table.TryGet(key, out value) || (_isGrowing && _old.TryGet(key, out value));

    /// <summary>The value of a key, to be changed in place before the next addition; a null reference when there is
    /// none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long Find(ulong key)
    {
        ref long value = ref _table.Find(key);
        return ref Unsafe.IsNullRef(ref value) && _isGrowing ? ref _old.Find(key) : ref value;
    }

    /// <summary>Adds a key that is not 0 and not yet there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key, long value)
    {
        if (key == 0)
            InvariantViolationException.Throw("a map was given the key 0");
        if (_isGrowing || (_table.Count + 1) * 2 > _table.Capacity)
            GrowOneStep(key);
        _table.Add(key, value);
    }

    /// <summary>Removes a key.</summary>
    /// <returns>Whether it was there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Remove(ulong key) =>
        key != 0 && (_table.Remove(key) || (_isGrowing && _old.Remove(key)));

    /// <summary>
    /// Removes everything. A map that has grown far goes back to its first size: clearing it would take long.
    /// </summary>
    public void Clear()
    {
        if (_table.Capacity > _initialCapacity * 4L)
            _table = NewTable(_initialCapacity);
        else
            _table.Clear();
        _isGrowing = false;
        _old = default;
    }

    /// <summary>
    /// For idle time: where the map is about to grow, makes a page of the table resident that it will grow into. Changes
    /// no entry.
    /// </summary>
    /// <returns>False when there is nothing to do.</returns>
    public bool TouchAhead() =>
        !_isGrowing
        && _table.Count >= _table.Capacity / 16 * AboutToGrowSixteenths
        && _spare.TouchAhead(checked(_table.Capacity * 2));

    /// <summary>The next entry at or behind a position, in no order that means anything; for checks only.</summary>
    /// <param name="position">0 to begin with; moved behind the entry found.</param>
    /// <param name="key">The key found.</param>
    /// <param name="value">Its value.</param>
    public bool TryNext(ref int position, out ulong key, out long value)
    {
        for (; position < _table.Capacity; position++)
        {
            if (_table.TryRead(position, out key, out value))
            {
                position++;
                return true;
            }
        }
        for (; _isGrowing && position < _table.Capacity + _old.Capacity; position++)
        {
            if (_old.TryRead(position - _table.Capacity, out key, out value))
            {
                position++;
                return true;
            }
        }
        key = 0;
        value = 0;
        return false;
    }

    private LongMapTable NewTable(int capacity) => new(_spare.Take(capacity), _seed);

    // The new table is a quarter full when it begins and takes one entry a step, the old one gives eight positions a
    // step: it is empty long before the new one is half full.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowOneStep(ulong newKey)
    {
        if (!_isGrowing)
        {
            _isGrowing = true;
            _old = _table;
            _table = NewTable(checked(_old.Capacity * 2));
            _oldPosition = 0;
            while (_old.TryRead(_oldPosition, out _, out _))
                _oldPosition++;
        }
        if (_old.TryGet(newKey, out _))
            InvariantViolationException.Throw("a map was given the same key twice");
        MoveSome();
    }

    // Whole runs are moved, from an empty position to an empty position, so that what stays is found as before.
    private void MoveSome()
    {
        for (int positions = 0; _old.Count > 0; positions++)
        {
            int position = _oldPosition & (_old.Capacity - 1);
            bool inRun = _old.TryRead(position, out ulong key, out long value);
            if (!inRun && positions >= PositionsPerStep)
                return;
            if (inRun)
            {
                _old.Drop(position);
                _table.Add(key, value);
            }
            _oldPosition++;
        }
        _isGrowing = false;
        _old = default;
    }
}
