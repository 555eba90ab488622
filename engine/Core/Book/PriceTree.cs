using System.Numerics;

namespace MatchingEngine.Core;

/// <summary>
/// Levels by their keys, the lowest key first: a tree with 64 children a node, six bits of the key a tier, with as many
/// tiers as the keys at hand are apart. A key is found in one step a tier, the next one behind it in one bit scan or a
/// few. Keys may lie as far apart as they like; an empty tree has no memory.
/// </summary>
internal sealed class PriceTree
{
    private const int BitsPerTier = 6;
    private const int ChildMask = PriceNode.Fanout - 1;

    private readonly Pool<PriceNode> _nodes = new(0);
    private int _root = Pool<PriceNode>.None;

    // Lowest bit of the key that the root looks at, and the bits of the key above all that it looks at.
    private int _rootShift;
    private ulong _prefix;

    /// <summary>Number of levels.</summary>
    public int Count { get; private set; }

    /// <summary>Tiers of the tree; 0 while it is empty.</summary>
    public int Tiers => Count == 0 ? 0 : _rootShift / BitsPerTier + 1;

    /// <summary>Nodes of the tree.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>The level with a key.</summary>
    /// <returns>Its index, or <see cref="Pool{T}.None"/>.</returns>
    public int Find(ulong key)
    {
        if (Count == 0 || key >> _rootShift >> BitsPerTier != _prefix)
            return Pool<Level>.None;
        int node = _root;
        for (int shift = _rootShift; shift > 0; shift -= BitsPerTier)
        {
            node = _nodes[node].Children[(int)(key >> shift) & ChildMask] - 1;
            if (node < 0)
                return Pool<Level>.None;
        }
        return _nodes[node].Children[(int)key & ChildMask] - 1;
    }

    /// <summary>The level with the lowest key; asked for only while there is one.</summary>
    public ulong FindFirst(out int level)
    {
        ulong key = _prefix;
        int below = _root;
        for (int shift = _rootShift; shift >= 0; shift -= BitsPerTier)
        {
            int child = BitOperations.TrailingZeroCount(_nodes[below].Occupied);
            below = _nodes[below].Children[child] - 1;
            key = (key << BitsPerTier) | (uint)child;
        }
        level = below;
        return key;
    }

    /// <summary>The level right behind one that is there and is not the last.</summary>
    public ulong FindNext(ulong key, out int level)
    {
        PricePath path = default;
        FindPath(key, ref path);
        for (int tier = 0; tier * BitsPerTier <= _rootShift; tier++)
        {
            int shift = tier * BitsPerTier;
            ulong behind = _nodes[path[tier]].Occupied & (~1UL << ((int)(key >> shift) & ChildMask));
            if (behind == 0)
                continue;
            int child = BitOperations.TrailingZeroCount(behind);
            int below = _nodes[path[tier]].Children[child] - 1;
            key = (key >> shift & ~(ulong)ChildMask) | (uint)child;
            for (; shift > 0; shift -= BitsPerTier)
            {
                child = BitOperations.TrailingZeroCount(_nodes[below].Occupied);
                below = _nodes[below].Children[child] - 1;
                key = (key << BitsPerTier) | (uint)child;
            }
            level = below;
            return key;
        }
        InvariantViolationException.Throw("a side has fewer levels than it counts");
        level = Pool<Level>.None;
        return 0;
    }

    /// <summary>Adds a level at a key that has none.</summary>
    public void Insert(ulong key, int level)
    {
        if (Count == 0)
            PlantRoot(key);
        while (key >> _rootShift >> BitsPerTier != _prefix)
            AddTierAbove();
        int node = _root;
        for (int shift = _rootShift; shift > 0; shift -= BitsPerTier)
            node = TakeChild(node, (int)(key >> shift) & ChildMask);
        SetChild(node, (int)key & ChildMask, level);
        Count++;
    }

    /// <summary>Removes the level at a key that has one.</summary>
    public void Remove(ulong key)
    {
        PricePath path = default;
        if (Count == 0 || !FindPath(key, ref path))
            InvariantViolationException.Throw("a price level to be removed is not in its book");
        Count--;
        for (int tier = 0; tier * BitsPerTier <= _rootShift; tier++)
        {
            int child = (int)(key >> tier * BitsPerTier) & ChildMask;
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

    // Whether the key has a level; the path to its leaf as far as there is one.
    private bool FindPath(ulong key, ref PricePath path)
    {
        if (key >> _rootShift >> BitsPerTier != _prefix)
            return false;
        int node = _root;
        for (int shift = _rootShift; shift > 0; shift -= BitsPerTier)
        {
            path[shift / BitsPerTier] = node;
            node = _nodes[node].Children[(int)(key >> shift) & ChildMask] - 1;
            if (node < 0)
                return false;
        }
        path[0] = node;
        return _nodes[node].Children[(int)key & ChildMask] != 0;
    }

    private void PlantRoot(ulong key)
    {
        _root = _nodes.Take();
        _rootShift = 0;
        _prefix = key >> BitsPerTier;
    }

    private void AddTierAbove()
    {
        int root = _nodes.Take();
        SetChild(root, (int)_prefix & ChildMask, _root);
        _root = root;
        _rootShift += BitsPerTier;
        _prefix >>= BitsPerTier;
    }

    // A root with a single child below is not needed: what was far away is gone.
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
