using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// Finds orders by a key of theirs that no two open orders share: 8 to 16 bytes an order, at most half full, so that a
/// search is short and the index of a large live set stays in the cache. An order must not change its key, nor its place
/// in the pool, while it is in. It never stops to grow: when it gets too full, a table of twice the size takes what comes
/// new, and each addition moves a few buckets over until the old table is empty. A struct, so that what has it finds the
/// table at once; not to be copied.
/// </summary>
internal struct OrderMap<TKey> where TKey : struct, IOrderKey
{
    private const int MinCapacity = 64;

    private readonly OrderTags<TKey> _tags;
    private readonly int _initialCapacity;
    private readonly SpareArray<uint> _spare = new();
    private OrderTable<TKey> _table;

    // While it grows: the table that is being emptied, and the bucket behind the last one emptied.
    private bool _isGrowing;
    private OrderTable<TKey> _old;
    private int _oldBucket;

    // An addition to a table with so many orders goes on growing: half the places, and 0 while it grows.
    private int _growthCount;

    /// <param name="tags">How its entries are made.</param>
    /// <param name="expectedCount">Orders to make room for before the first growth.</param>
    public OrderMap(OrderTags<TKey> tags, int expectedCount)
    {
        _tags = tags;
        long places = Math.Max(MinCapacity, expectedCount * 2L);
        _initialCapacity = checked((int)BitOperations.RoundUpToPowerOf2((ulong)places));
        _table = NewTable(_initialCapacity);
        _table.Touch();
        NoteGrowth(isGrowing: false);
    }

    public readonly int Count => _table.Count + (_isGrowing ? _old.Count : 0);

    public readonly bool TryFind(ulong key, out int orderIndex) =>
        _table.PositionOf(key, out orderIndex) >= 0 || (_isGrowing && _old.PositionOf(key, out orderIndex) >= 0);

    /// <summary>
    /// Position of an order, good until the next change; <see cref="Pool{T}.None"/> when it is not found there, as may
    /// be while the map grows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int PositionOf(ulong key, out int orderIndex) => _table.PositionOf(key, out orderIndex);

    /// <summary>Has the processor fetch what a search or an addition will look at first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong key) => _table.Prefetch(key);

    /// <summary>Removes the order at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveAt(int position) => _table.RemoveAt(position);

    /// <summary>Adds an order whose key is not yet there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key, int orderIndex)
    {
        if (_table.Count >= _growthCount)
            GrowOneStep();
        _table.Add(key, orderIndex);
    }

    /// <summary>Removes an order.</summary>
    /// <returns>Whether it was there under this key.</returns>
    public bool Remove(ulong key, int orderIndex) =>
        _table.Remove(key, orderIndex) || (_isGrowing && _old.Remove(key, orderIndex));

    /// <summary>The next order at or behind a position, in no order that means anything.</summary>
    /// <param name="position">0 to begin with; moved behind the order found.</param>
    /// <param name="orderIndex">The order found.</param>
    public readonly bool TryNext(ref int position, out int orderIndex)
    {
        int capacity = _table.Capacity;
        int end = capacity + (_isGrowing ? _old.Capacity : 0);
        while (position < end)
        {
            int at = position++;
            if (at < capacity ? _table.TryRead(at, out orderIndex) : _old.TryRead(at - capacity, out orderIndex))
                return true;
        }
        orderIndex = Pool<Order>.None;
        return false;
    }

    /// <summary>
    /// Removes everything. A map that has grown far goes back to its first size: clearing it would take long.
    /// </summary>
    public void Clear()
    {
        if (_table.Capacity > _initialCapacity * 4L)
            _table = NewTable(_initialCapacity);
        else
            _table.Clear();
        NoteGrowth(isGrowing: false);
        _old = default;
    }

    /// <summary>
    /// For idle time: where the map is about to grow, makes a page of the table resident that it will grow into. Changes
    /// no entry.
    /// </summary>
    /// <returns>False when there is nothing to do.</returns>
    public readonly bool TouchAhead() =>
        _table.Count >= _growthCount - _growthCount / 4
        && !_isGrowing
        && _spare.TouchAhead(checked(_table.Capacity * 2));

    private readonly OrderTable<TKey> NewTable(int capacity) => new(_tags, _spare.Take(capacity));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowOneStep()
    {
        if (!_isGrowing)
        {
            _old = _table;
            _table = NewTable(checked(_old.Capacity * 2));
            NoteGrowth(isGrowing: true);
            _oldBucket = 0;
            while (_old.IsFull(_oldBucket))
                _oldBucket++;
            _oldBucket++;
        }
        MoveSome();
    }

    // Full buckets are moved together with the one behind them, so that what stays is found as before.
    private void MoveSome()
    {
        bool wasFull = true;
        while (wasFull && _old.Count > 0)
        {
            int bucket = _oldBucket++ & (_old.BucketCount - 1);
            wasFull = _old.IsFull(bucket);
            _old.MoveBucketTo(ref _table, bucket);
        }
        if (_old.Count > 0)
            return;
        NoteGrowth(isGrowing: false);
        _old = default;
    }

    private void NoteGrowth(bool isGrowing)
    {
        _isGrowing = isGrowing;
        _growthCount = isGrowing ? 0 : _table.Capacity / 2;
    }
}
