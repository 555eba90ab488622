namespace MatchingEngine.Core;

/// <summary>
/// Levels by their keys, the lowest key first: a B+ tree whose nodes hold 5 to 20 keys. Keys may lie as far apart as
/// they like: a level takes 13 to 64 bytes whatever its neighbours are, and any command a number of steps that is
/// logarithmic. Nodes come from a pool that all books share, so a tree has none that it does not use, and grows by one
/// node at a time. Full nodes are split, and nearly empty ones filled up, on the way down.
/// </summary>
/// <param name="nodes">The pool of nodes.</param>
internal sealed class PriceTree(Pool<PriceNode> nodes)
{
    // Two neighbours are joined only when the joint node has room for some more, else they share evenly: so a key that
    // comes and goes does not join and split them each time.
    private const int MaxJoint = PriceNode.Capacity - PriceNode.MinCount;

    private int _root = Pool<PriceNode>.None;

    // Where a walk along the levels stands, so that its next step needs no way down; void after any change.
    private int _walkLeaf = Pool<PriceNode>.None;
    private int _walkPlace;

    /// <summary>Number of levels.</summary>
    public int Count { get; private set; }

    /// <summary>Tiers of the tree; 0 while it is empty.</summary>
    public int Tiers { get; private set; }

    /// <summary>Nodes that a tree needs at most, in a pool for many trees.</summary>
    /// <param name="levels">Levels in all trees together.</param>
    /// <param name="trees">Trees with a level.</param>
    public static long MaxNodes(long levels, long trees) =>
        levels / (PriceNode.MinCount - 1) + Math.Min(levels, trees);

    /// <summary>The level with a key.</summary>
    /// <returns>Its index, or <see cref="Pool{T}.None"/>.</returns>
    public int Find(ulong key)
    {
        if (Count == 0)
            return Pool<Level>.None;
        int node = _root;
        for (int tier = Tiers; tier > 1; tier--)
            node = nodes[node].ChildAt(nodes[node].PlaceTowards(key));
        int place = nodes[node].PlaceOf(key);
        return place < 0 ? Pool<Level>.None : nodes[node].ChildAt(place);
    }

    /// <summary>The level with the lowest key; asked for only while there is one.</summary>
    public ulong FindFirst(out int level) => FirstBelow(_root, Tiers, out level);

    /// <summary>The level right behind one that is there and is not the last.</summary>
    public ulong FindNext(ulong key, out int level)
    {
        if (_walkLeaf == Pool<PriceNode>.None || nodes[_walkLeaf].KeyAt(_walkPlace) != key
            || _walkPlace + 1 == nodes[_walkLeaf].Count)
            return FindNextFromRoot(key, out level);
        _walkPlace++;
        level = nodes[_walkLeaf].ChildAt(_walkPlace);
        return nodes[_walkLeaf].KeyAt(_walkPlace);
    }

    /// <summary>Adds a level at a key that has none.</summary>
    public void Insert(ulong key, int level)
    {
        _walkLeaf = Pool<PriceNode>.None;
        if (Count == 0)
            AddTier();
        if (nodes[_root].Count == PriceNode.Capacity)
            RaiseRoot();
        int node = _root;
        for (int tier = Tiers; tier > 1; tier--)
        {
            int place = nodes[node].PlaceTowards(key);
            nodes[node].LowerFirstKey(key);
            if (nodes[nodes[node].ChildAt(place)].Count == PriceNode.Capacity)
            {
                SplitChild(node, place);
                place = nodes[node].PlaceTowards(key);
            }
            node = nodes[node].ChildAt(place);
        }
        ref PriceNode leaf = ref nodes[node];
        leaf.Insert(leaf.RankOf(key), key, level);
        Count++;
    }

    /// <summary>Removes the level at a key that has one.</summary>
    public void Remove(ulong key)
    {
        _walkLeaf = Pool<PriceNode>.None;
        int node = _root;
        for (int tier = Tiers; tier > 1; tier--)
        {
            int place = nodes[node].PlaceTowards(key);
            if (nodes[nodes[node].ChildAt(place)].Count <= PriceNode.MinCount)
            {
                FillChild(node, place);
                place = nodes[node].PlaceTowards(key);
            }
            node = nodes[node].ChildAt(place);
        }
        int leafPlace = Count == 0 ? -1 : nodes[node].PlaceOf(key);
        if (leafPlace < 0)
            InvariantViolationException.Throw("a price level to be removed is not in its book");
        nodes[node].RemoveAt(leafPlace);
        Count--;
        DropRoots();
    }

    private ulong FindNextFromRoot(ulong key, out int level)
    {
        int node = _root;
        int next = Pool<PriceNode>.None;
        int nextTier = 0;
        for (int tier = Tiers; tier > 1; tier--)
        {
            int place = nodes[node].PlaceTowards(key);
            if (place + 1 < nodes[node].Count)
            {
                next = nodes[node].ChildAt(place + 1);
                nextTier = tier - 1;
            }
            node = nodes[node].ChildAt(place);
        }
        int behind = nodes[node].PlaceOf(key) + 1;
        if (behind < nodes[node].Count)
        {
            _walkLeaf = node;
            _walkPlace = behind;
            level = nodes[node].ChildAt(behind);
            return nodes[node].KeyAt(behind);
        }
        if (next == Pool<PriceNode>.None)
            InvariantViolationException.Throw("a side has fewer levels than it counts");
        return FirstBelow(next, nextTier, out level);
    }

    private ulong FirstBelow(int node, int tiers, out int level)
    {
        for (; tiers > 1; tiers--)
            node = nodes[node].ChildAt(0);
        _walkLeaf = node;
        _walkPlace = 0;
        level = nodes[node].ChildAt(0);
        return nodes[node].KeyAt(0);
    }

    private int TakeNode()
    {
        int node = nodes.TakeAsIs();
        nodes[node].Clear();
        return node;
    }

    private void AddTier()
    {
        _root = TakeNode();
        Tiers++;
    }

    private void RaiseRoot()
    {
        int below = _root;
        AddTier();
        nodes[_root].Insert(0, nodes[below].KeyAt(0), below);
        SplitChild(_root, 0);
    }

    // The parent is not full. What it keeps for the new node is the first key there, which is behind all that stay.
    private void SplitChild(int parent, int place)
    {
        int added = TakeNode();
        nodes[nodes[parent].ChildAt(place)].MoveLastTo(ref nodes[added], PriceNode.Capacity / 2);
        nodes[parent].Insert(place + 1, nodes[added].KeyAt(0), added);
    }

    // Lets a child have more keys than the fewest: from a neighbour, or by becoming one node with it.
    private void FillChild(int parent, int place)
    {
        int left = Math.Max(place - 1, 0);
        ref PriceNode above = ref nodes[parent];
        int nextIndex = above.ChildAt(left + 1);
        ref PriceNode before = ref nodes[above.ChildAt(left)];
        ref PriceNode next = ref nodes[nextIndex];
        int both = before.Count + next.Count;
        if (both <= MaxJoint)
        {
            next.MoveFirstTo(ref before, next.Count);
            above.RemoveAt(left + 1);
            nodes.Free(nextIndex);
            return;
        }
        if (before.Count < next.Count)
            next.MoveFirstTo(ref before, both / 2 - before.Count);
        else
            before.MoveLastTo(ref next, both / 2 - next.Count);
        above.SetKey(left + 1, next.KeyAt(0));
    }

    private void DropRoots()
    {
        while (Tiers > 1 && nodes[_root].Count == 1)
            DropRoot(nodes[_root].ChildAt(0));
        if (Count == 0)
            DropRoot(Pool<PriceNode>.None);
    }

    private void DropRoot(int below)
    {
        nodes.Free(_root);
        _root = below;
        Tiers--;
    }
}
