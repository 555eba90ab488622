using System.Numerics;
using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The price levels of one side. The best one is at hand; the others hang in a tree with 64 children a node, keyed by
/// the price in ticks, six bits a tier, with as many tiers as the prices at hand are apart: a price is found in one
/// step a tier, the next best after the best in one bit scan or a few. Prices may lie as far apart as they like; an
/// empty side has no memory.
/// </summary>
internal sealed class BookSide(Side side)
{
    private const int BitsPerTier = 6;
    private const int ChildMask = PriceNode.Fanout - 1;

    private readonly Pool<PriceNode> _nodes = new(0);
    private readonly bool _isBuy = side == Side.Buy;
    private int _root = Pool<PriceNode>.None;

    // Lowest bit of the price that the root looks at, and the bits of the price above all that it looks at.
    private int _rootShift;
    private ulong _prefix;
    private long _bestTicks;

    // Where a walk from the best level stands; void after any change.
    private int _walkRank = -1;
    private int _walkLevel;
    private long _walkTicks;

    public Side Side { get; } = side;

    /// <summary>Number of levels.</summary>
    public int Count { get; private set; }

    /// <summary>Key of the best level; asked for only while there is one.</summary>
    public long BestKey => KeyOf(_bestTicks);

    /// <summary>Index of the best level in its pool; asked for only while there is one.</summary>
    public int BestLevel { get; private set; }

    /// <summary>Tiers of the tree; 0 while it is empty.</summary>
    public int Tiers => Count == 0 ? 0 : _rootShift / BitsPerTier + 1;

    /// <summary>Nodes of the tree.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>A number that grows towards the better price: the price itself for bids, its negative for
    /// offers.</summary>
    public long KeyOf(long priceTicks) => _isBuy ? priceTicks : -priceTicks;

    /// <summary>Whether an order of the other side with this limit trades with the best level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsReachedBy(long limitTicks) =>
        Count > 0 && (_isBuy ? _bestTicks >= limitTicks : _bestTicks <= limitTicks);

    /// <summary>
    /// Index in the pool of the level that is so many levels behind the best; 0 is the best. One step when asked for
    /// ranks in sequence, a walk from the best otherwise.
    /// </summary>
    public int LevelAt(int rank)
    {
        if (_walkRank < 0 || _walkRank > rank)
            (_walkRank, _walkTicks, _walkLevel) = (0, _bestTicks, BestLevel);
        for (; _walkRank < rank; _walkRank++)
        {
            PricePath path = default;
            FindPath((ulong)_walkTicks, ref path);
            _walkTicks = FindBehind(_walkTicks, in path, out _walkLevel);
        }
        return _walkLevel;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(long priceTicks, out int level)
    {
        ulong price = (ulong)priceTicks;
        level = Pool<Level>.None;
        if (Count == 0 || price >> _rootShift >> BitsPerTier != _prefix)
            return false;
        int node = _root;
        for (int shift = _rootShift; shift > 0; shift -= BitsPerTier)
        {
            node = _nodes[node].Children[(int)(price >> shift) & ChildMask] - 1;
            if (node < 0)
                return false;
        }
        level = _nodes[node].Children[(int)price & ChildMask] - 1;
        return level >= 0;
    }

    /// <summary>Adds a level at a price that has none.</summary>
    public void Insert(long priceTicks, int level)
    {
        ulong price = (ulong)priceTicks;
        if (Count == 0)
            PlantRoot(price);
        while (price >> _rootShift >> BitsPerTier != _prefix)
            AddTierAbove();
        int node = _root;
        for (int shift = _rootShift; shift > 0; shift -= BitsPerTier)
            node = TakeChild(node, (int)(price >> shift) & ChildMask);
        SetChild(node, (int)price & ChildMask, level);
        if (Count == 0 || KeyOf(priceTicks) > BestKey)
        {
            _bestTicks = priceTicks;
            BestLevel = level;
        }
        Count++;
        _walkRank = -1;
    }

    /// <summary>Removes the level at a price that has one.</summary>
    public void Remove(long priceTicks)
    {
        PricePath path = default;
        if (Count == 0 || !FindPath((ulong)priceTicks, ref path))
            InvariantViolationException.Throw("a price level to be removed is not in its book");
        if (priceTicks == _bestTicks && Count > 1)
        {
            _bestTicks = FindBehind(priceTicks, in path, out int next);
            BestLevel = next;
        }
        Count--;
        _walkRank = -1;
        int shift = 0;
        for (int tier = 0; shift <= _rootShift; tier++, shift += BitsPerTier)
        {
            int child = (int)((ulong)priceTicks >> shift) & ChildMask;
            ref PriceNode node = ref _nodes[path[tier]];
            node.Children[child] = 0;
            node.Occupied &= ~(1UL << child);
            if (node.Occupied != 0)
                break;
            _nodes.Free(path[tier]);
        }
        if (Count > 0)
            DropTiersOnTop();
    }

    // Whether the price has a level; the path to its leaf as far as there is one.
    private bool FindPath(ulong price, ref PricePath path)
    {
        if (price >> _rootShift >> BitsPerTier != _prefix)
            return false;
        int node = _root;
        for (int shift = _rootShift; shift > 0; shift -= BitsPerTier)
        {
            path[shift / BitsPerTier] = node;
            node = _nodes[node].Children[(int)(price >> shift) & ChildMask] - 1;
            if (node < 0)
                return false;
        }
        path[0] = node;
        return _nodes[node].Children[(int)price & ChildMask] != 0;
    }

    // The level right behind one that is there: up to the first node with a child on the worse side, and down again
    // along the best of what is there.
    private long FindBehind(long priceTicks, in PricePath path, out int level)
    {
        ulong price = (ulong)priceTicks;
        for (int tier = 0; tier * BitsPerTier <= _rootShift; tier++)
        {
            int shift = tier * BitsPerTier;
            ulong behind = _nodes[path[tier]].Occupied & MaskBehind((int)(price >> shift) & ChildMask);
            if (behind == 0)
                continue;
            int child = BestBitOf(behind);
            int below = _nodes[path[tier]].Children[child] - 1;
            price = (price >> shift & ~(ulong)ChildMask) | (uint)child;
            for (; shift > 0; shift -= BitsPerTier)
            {
                child = BestBitOf(_nodes[below].Occupied);
                below = _nodes[below].Children[child] - 1;
                price = (price << BitsPerTier) | (uint)child;
            }
            level = below;
            return (long)price;
        }
        InvariantViolationException.Throw("a side has fewer levels than it counts");
        level = Pool<Level>.None;
        return 0;
    }

    private ulong MaskBehind(int child) => _isBuy ? (1UL << child) - 1 : ~1UL << child;

    private int BestBitOf(ulong bits) =>
        _isBuy ? 63 - BitOperations.LeadingZeroCount(bits) : BitOperations.TrailingZeroCount(bits);

    private void PlantRoot(ulong price)
    {
        _root = _nodes.Take();
        _rootShift = 0;
        _prefix = price >> BitsPerTier;
    }

    private void AddTierAbove()
    {
        int root = _nodes.Take();
        SetChild(root, (int)_prefix & ChildMask, _root);
        _root = root;
        _rootShift += BitsPerTier;
        _prefix >>= BitsPerTier;
    }

    // A root with a single child below is not needed: what is far away is gone.
    private void DropTiersOnTop()
    {
        while (_rootShift > 0 && BitOperations.IsPow2(_nodes[_root].Occupied))
        {
            int child = BitOperations.TrailingZeroCount(_nodes[_root].Occupied);
            int below = _nodes[_root].Children[child] - 1;
            _nodes.Free(_root);
            _root = below;
            _rootShift -= BitsPerTier;
            _prefix = (_prefix << BitsPerTier) | (uint)child;
        }
    }

    private int TakeChild(int node, int child)
    {
        int below = _nodes[node].Children[child] - 1;
        if (below >= 0)
            return below;
        below = _nodes.Take();
        SetChild(node, child, below);
        return below;
    }

    private void SetChild(int node, int child, int index)
    {
        ref PriceNode parent = ref _nodes[node];
        parent.Children[child] = index + 1;
        parent.Occupied |= 1UL << child;
    }
}
