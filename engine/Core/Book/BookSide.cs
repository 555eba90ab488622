using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The price levels of one side, sorted, the best one last: most of what happens, happens near the best price, and
/// costs little there. Sorted by a key that grows towards the better price: the price itself for bids, its negative
/// for offers. So one code serves both sides. Prices may lie as far apart as they like; adding or removing a level
/// moves the keys between it and the best.
/// </summary>
internal sealed class BookSide(Side side)
{
    private const int InitialCapacity = 64;
    private const int NearBest = 8;

    private long[] _keys = new long[InitialCapacity];
    private int[] _levels = new int[InitialCapacity];

    public Side Side { get; } = side;

    /// <summary>Number of levels.</summary>
    public int Count { get; private set; }

    /// <summary>Key of the best level; asked for only while there is one.</summary>
    public long BestKey => _keys[Count - 1];

    /// <summary>Index of the best level in its pool; asked for only while there is one.</summary>
    public int BestLevel => _levels[Count - 1];

    public long KeyOf(long priceTicks) => Side == Side.Buy ? priceTicks : -priceTicks;

    /// <summary>Whether an order of the other side with this limit trades with the best level.</summary>
    public bool IsReachedBy(long limitTicks) => Count > 0 && BestKey >= KeyOf(limitTicks);

    /// <summary>Index in the pool of the level that is so many levels behind the best; 0 is the best.</summary>
    public int LevelAt(int rank) => _levels[Count - 1 - rank];

    public bool TryFind(long priceTicks, out int level)
    {
        long key = KeyOf(priceTicks);
        int position = LowerBound(key);
        if (position < Count && _keys[position] == key)
        {
            level = _levels[position];
            return true;
        }
        level = Pool<Level>.None;
        return false;
    }

    /// <summary>Adds a level at a price that has none.</summary>
    public void Insert(long priceTicks, int level)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _levels, Count * 2);
        }
        long key = KeyOf(priceTicks);
        int position = LowerBound(key);
        Array.Copy(_keys, position, _keys, position + 1, Count - position);
        Array.Copy(_levels, position, _levels, position + 1, Count - position);
        _keys[position] = key;
        _levels[position] = level;
        Count++;
    }

    /// <summary>Removes the level at a price that has one.</summary>
    public void Remove(long priceTicks)
    {
        long key = KeyOf(priceTicks);
        int position = LowerBound(key);
        if (position >= Count || _keys[position] != key)
            InvariantViolationException.Throw("a price level to be removed is not in its book");
        Count--;
        Array.Copy(_keys, position + 1, _keys, position, Count - position);
        Array.Copy(_levels, position + 1, _levels, position, Count - position);
    }

    // First position whose key is not below the given one: a few steps from the best, then by halves.
    private int LowerBound(long key)
    {
        int low = 0;
        int high = Count;
        int near = Math.Max(0, Count - NearBest);
        while (high > near)
        {
            if (_keys[high - 1] < key)
                return high;
            high--;
        }
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (_keys[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
