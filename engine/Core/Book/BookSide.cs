using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The price levels of one side. Most of what happens, happens at the best prices: so the best few levels are kept in
/// a short array, the best one last, where it comes and goes in one step. All others hang in a tree. When the array is
/// full, its worse half goes to the tree; when it is empty, as many come back.
/// </summary>
/// <param name="side">Which side.</param>
/// <param name="place">The side as its levels know it.</param>
/// <param name="nodes">The pool of the nodes of all trees; one of its own when there is none.</param>
internal sealed class BookSide(Side side, int place = 0, Pool<PriceNode>? nodes = null)
{
    private const int TopCapacity = 16;
    private const int MovedAtOnce = TopCapacity / 2;
    private const int FoundBits = 6;
    private const int FoundCount = 1 << FoundBits;
    private const ulong FoundFactor = 0x9E37_79B9_7F4A_7C15;

    // Prices, 0 and up, as keys of which the lowest is the best: the price itself for offers, for bids what it lacks to
    // the highest number. An empty side has a best key that no price has.
    private readonly ulong _flip = side == Side.Buy ? (ulong)long.MaxValue : 0;
    private readonly PriceTree _tree = new(nodes ?? new Pool<PriceNode>(0));
    private int _topCount;
    private ulong _bestKey = ulong.MaxValue;
    private KeyArray _keys;
    private LevelArray _levels;

    // Where levels were found at last, by a hash of their price; each says itself whether it is still there.
    private FoundArray _found;

    // Where a walk through the tree stands; void after any change of the tree.
    private int _walkRank = -1;
    private int _walkLevel;
    private ulong _walkKey;

    [InlineArray(TopCapacity)]
    private struct KeyArray
    {
        private ulong _first;
    }

    [InlineArray(TopCapacity)]
    private struct LevelArray
    {
        private int _first;
    }

    [InlineArray(FoundCount)]
    private struct FoundArray
    {
        private int _first;
    }

    public Side Side { get; } = side;

    /// <summary>This side of this book, as <see cref="Level.PlaceOf"/> gives it.</summary>
    public int Place { get; } = place;

    /// <summary>Number of levels.</summary>
    public int Count => _topCount + _tree.Count;

    /// <summary>Price of the best level; asked for only while there is one.</summary>
    public long BestTicks => (long)(_bestKey ^ _flip);

    /// <summary>Index of the best level in its pool; asked for only while there is one.</summary>
    public int BestLevel { get; private set; }

    /// <summary>Whether one price is better than another.</summary>
    public bool IsBetter(long priceTicks, long otherTicks) => KeyOf(priceTicks) < KeyOf(otherTicks);

    /// <summary>Whether an order of the other side with this limit, 0 and up, trades with the best level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsReachedBy(long limitTicks) => _bestKey <= KeyOf(limitTicks);

    /// <summary>
    /// Index in the pool of the level that is so many levels behind the best; 0 is the best. One step when asked for
    /// ranks in sequence, a walk from the best otherwise.
    /// </summary>
    public int LevelAt(int rank)
    {
        if (rank < _topCount)
            return _levels[_topCount - 1 - rank];
        rank -= _topCount;
        if (_walkRank < 0 || _walkRank > rank)
        {
            _walkRank = 0;
            _walkKey = _tree.FindFirst(out _walkLevel);
        }
        for (; _walkRank < rank; _walkRank++)
            _walkKey = _tree.FindNext(_walkKey, out _walkLevel);
        return _walkLevel;
    }

    /// <summary>The level at a price, 1 and up.</summary>
    /// <returns>Its index, or <see cref="Pool{T}.None"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(long priceTicks)
    {
        ulong key = KeyOf(priceTicks);
        if (key < _bestKey)
            return Pool<Level>.None;
        return key == _bestKey ? BestLevel : FindBehindBest(key);
    }

    /// <summary>
    /// As <see cref="Find"/>, in a few steps, where a level was found at this price not long ago; otherwise there may be
    /// one all the same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFindAgain(Pool<Level> levels, long priceTicks, out int level)
    {
        level = FoundAt(priceTicks);
        return levels[level].IsAt(Place, priceTicks);
    }

    /// <summary>As <see cref="Find"/>; <see cref="TryFindAgain"/> finds it from now on.</summary>
    public int FindLevel(long priceTicks)
    {
        int level = Find(priceTicks);
        if (level != Pool<Level>.None)
            FoundAt(priceTicks) = level;
        return level;
    }

    /// <summary>Whether a level at a price becomes the best one by <see cref="InsertBest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakesBest(long priceTicks) => KeyOf(priceTicks) < _bestKey && _topCount < TopCapacity;

    /// <summary>Adds a level that <see cref="TakesBest"/> allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void InsertBest(long priceTicks, int level)
    {
        ulong key = KeyOf(priceTicks);
        int position = _topCount;
        _topCount = position + 1;
        Put(position, key, level);
        NoteBest(key, level);
    }

    /// <summary>Adds a level at a price that has none.</summary>
    public void Insert(long priceTicks, int level)
    {
        if (TakesBest(priceTicks))
            InsertBest(priceTicks, level);
        else
            InsertBehindBest(KeyOf(priceTicks), level);
    }

    /// <summary>Removes a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(int level, long priceTicks)
    {
        int last = _topCount - 1;
        if (level != BestLevel || last == 0)
        {
            RemoveBehindBest(KeyOf(priceTicks));
            return;
        }
        _topCount = last;
        NoteBest(KeyAt(last - 1), LevelIn(last - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong KeyOf(long priceTicks) => (ulong)priceTicks ^ _flip;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int FoundAt(long priceTicks) =>
        ref Unsafe.Add(
            ref Unsafe.As<FoundArray, int>(ref _found), (nint)((ulong)priceTicks * FoundFactor >> (64 - FoundBits)));

    // Everything in the tree is behind everything in the array; the array is empty only when the side is.
    private bool IsInTree(ulong key) => _topCount == 0 || key > _keys[0];

    private int FindBehindBest(ulong key)
    {
        if (IsInTree(key))
            return _tree.Find(key);
        int at = PositionOf(key);
        return KeyAt(at) == key ? LevelIn(at) : Pool<Level>.None;
    }

    private void InsertBehindBest(ulong key, int level)
    {
        if (_topCount == TopCapacity && key < _keys[0])
            MoveWorseToTree();
        if (_topCount > 0 && key > _keys[0] && (_tree.Count > 0 || _topCount == TopCapacity))
        {
            _tree.Insert(key, level);
            _walkRank = -1;
            return;
        }
        int position = _topCount;
        for (; position > 0 && KeyAt(position - 1) < key; position--)
            Put(position, KeyAt(position - 1), LevelIn(position - 1));
        Put(position, key, level);
        _topCount++;
        NoteBest(KeyAt(_topCount - 1), LevelIn(_topCount - 1));
    }

    // Of any level, the best one too where it is the last of the array.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RemoveBehindBest(ulong key)
    {
        if (IsInTree(key))
        {
            _tree.Remove(key);
            _walkRank = -1;
            return;
        }
        int position = PositionOf(key);
        if (KeyAt(position) != key)
            InvariantViolationException.Throw("a price level to be removed is not in its book");
        _topCount--;
        for (; position < _topCount; position++)
            Put(position, KeyAt(position + 1), LevelIn(position + 1));
        if (_topCount == 0)
            FetchFromTree();
        if (_topCount > 0)
            NoteBest(KeyAt(_topCount - 1), LevelIn(_topCount - 1));
        else
            _bestKey = ulong.MaxValue;
    }

    // Position of the best level whose key is not below this one; there is one.
    private int PositionOf(ulong key)
    {
        int position = _topCount - 1;
        while (KeyAt(position) < key)
            position--;
        return position;
    }

    private void MoveWorseToTree()
    {
        _walkRank = -1;
        for (int i = 0; i < MovedAtOnce; i++)
            _tree.Insert(KeyAt(i), LevelIn(i));
        _topCount -= MovedAtOnce;
        for (int i = 0; i < _topCount; i++)
            Put(i, KeyAt(i + MovedAtOnce), LevelIn(i + MovedAtOnce));
    }

    private void FetchFromTree()
    {
        _walkRank = -1;
        _topCount = Math.Min(MovedAtOnce, _tree.Count);
        for (int position = _topCount - 1; position >= 0; position--)
        {
            ulong key = _tree.FindFirst(out int level);
            _tree.Remove(key);
            Put(position, key, level);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NoteBest(ulong key, int level)
    {
        _bestKey = key;
        BestLevel = level;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong KeyAt(int position) => Unsafe.Add(ref Unsafe.As<KeyArray, ulong>(ref _keys), position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int LevelIn(int position) => Unsafe.Add(ref Unsafe.As<LevelArray, int>(ref _levels), position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int position, ulong key, int level)
    {
        Unsafe.Add(ref Unsafe.As<KeyArray, ulong>(ref _keys), position) = key;
        Unsafe.Add(ref Unsafe.As<LevelArray, int>(ref _levels), position) = level;
    }
}
