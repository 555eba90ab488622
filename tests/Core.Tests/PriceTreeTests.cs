namespace MatchingEngine.Core.Tests;

public class PriceTreeTests
{
    private readonly Pool<PriceNode> _nodes = new(0);

    [Theory]
    [InlineData(6, 60, 200)]
    [InlineData(7, int.MaxValue, 200)]
    [InlineData(8, 12_000, 6_000)]
    [InlineData(9, int.MaxValue, 6_000)]
    public void Levels_stay_sorted_by_key(int seed, int range, int levels)
    {
        Random random = new(seed);
        PriceTree tree = new(_nodes);
        SortedDictionary<ulong, int> expected = [];
        List<ulong> keys = [];
        for (int i = 0; i < 30_000; i++)
        {
            ulong key = (ulong)random.Next(1, range);
            Assert.Equal(expected.TryGetValue(key, out int level) ? level : -1, tree.Find(key));
            if (!expected.ContainsKey(key) && (expected.Count < levels || random.Next(2) == 0))
            {
                tree.Insert(key, i);
                expected.Add(key, i);
                keys.Add(key);
            }
            else if (expected.Count > 0)
            {
                int gone = random.Next(keys.Count);
                tree.Remove(keys[gone]);
                expected.Remove(keys[gone]);
                keys[gone] = keys[^1];
                keys.RemoveAt(keys.Count - 1);
            }
            Assert.Equal(expected.Count, tree.Count);
            if (i % 1_000 == 0)
                Assert.Equal(expected, Walk(tree));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Levels_that_come_and_go_at_one_end_are_found_in_order(int direction)
    {
        PriceTree tree = new(_nodes);
        SortedDictionary<ulong, int> expected = [];
        for (int turn = 0; turn < 3; turn++)
        {
            for (int i = 1; i <= 3_000; i++)
            {
                ulong key = (ulong)(50_000 + direction * (i + 1_000 * turn));
                if (expected.TryAdd(key, i))
                    tree.Insert(key, i);
            }
            Assert.Equal(expected, Walk(tree));
            foreach (ulong key in expected.Keys.Take(2_500).ToList())
            {
                Assert.Equal(key, tree.FindFirst(out _));
                tree.Remove(key);
                expected.Remove(key);
            }
            Assert.Equal(expected, Walk(tree));
        }
    }

    [Fact]
    public void Levels_as_far_apart_as_keys_can_be_are_found_in_order()
    {
        PriceTree tree = new(_nodes);
        ulong[] keys = [0, 1, 63, 64, 65, 4_095, 1UL << 40, long.MaxValue, 1UL << 63, ulong.MaxValue];
        for (int i = 0; i < keys.Length; i++)
            tree.Insert(keys[^(i + 1)], i);
        Assert.Equal(keys, Walk(tree).Select(pair => pair.Key));
        Assert.Equal(1, _nodes.Count);
        foreach (ulong key in keys)
            Assert.NotEqual(Pool<Level>.None, tree.Find(key));
        Assert.Equal(Pool<Level>.None, tree.Find(2));
        Assert.Equal(Pool<Level>.None, tree.Find(ulong.MaxValue - 1));
    }

    [Fact]
    public void Tree_that_is_empty_has_no_nodes()
    {
        PriceTree tree = new(_nodes);
        for (ulong key = 1; key < 1_000_000; key += 700)
            tree.Insert(key, 1);
        Assert.True(tree.Tiers > 2);
        for (ulong key = 1; key < 1_000_000; key += 700)
            tree.Remove(key);
        Assert.Equal((0, 0, 0), (tree.Count, tree.Tiers, _nodes.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700_000_000)]
    public void Level_takes_at_most_64_bytes_however_thin_its_neighbourhood_has_become(long step)
    {
        const int levels = 40_000;
        PriceTree tree = new(_nodes);
        for (int i = 0; i < levels; i++)
            tree.Insert((ulong)(i * step + 1), i);
        // The most that a pattern can do: each node keeps its last few keys.
        for (int kept = 19; kept > 0; kept -= 3)
        {
            for (int i = 0; i < levels; i++)
            {
                ulong key = (ulong)(i * step + 1);
                if (i % 20 >= kept && tree.Find(key) != Pool<Level>.None)
                    tree.Remove(key);
            }
            Assert.True(_nodes.Count <= PriceTree.MaxNodes(tree.Count, 1), $"{_nodes.Count} nodes, {tree.Count} levels");
            Assert.True(_nodes.Count * 256 <= tree.Count * 64 + 256, $"{_nodes.Count} nodes, {tree.Count} levels");
        }
    }

    [Fact]
    public void Trees_share_their_nodes()
    {
        PriceTree first = new(_nodes);
        PriceTree second = new(_nodes);
        for (int i = 0; i < 1_000; i++)
        {
            first.Insert((ulong)i, i);
            second.Insert((ulong)i, -i);
        }
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(i, first.Find((ulong)i));
            first.Remove((ulong)i);
        }
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => -i), Walk(second).Select(pair => pair.Value));
    }

    [Fact]
    public void Removal_of_a_key_that_is_not_there_is_a_broken_invariant()
    {
        PriceTree tree = new(_nodes);
        Assert.Throws<InvariantViolationException>(() => tree.Remove(11));
        tree.Insert(10, 0);
        Assert.Throws<InvariantViolationException>(() => tree.Remove(11));
    }

    private static IEnumerable<KeyValuePair<ulong, int>> Walk(PriceTree tree)
    {
        ulong key = 0;
        for (int i = 0; i < tree.Count; i++)
        {
            key = i == 0 ? tree.FindFirst(out int level) : tree.FindNext(key, out level);
            yield return new KeyValuePair<ulong, int>(key, level);
        }
    }
}
