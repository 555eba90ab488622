namespace MatchingEngine.Core.Tests;

public class PriceTreeTests
{
    [Theory]
    [InlineData(6, 60)]
    [InlineData(7, int.MaxValue)]
    public void Levels_stay_sorted_by_key(int seed, int range)
    {
        Random random = new(seed);
        PriceTree tree = new();
        SortedDictionary<ulong, int> expected = [];
        for (int i = 0; i < 20_000; i++)
        {
            ulong key = (ulong)random.Next(1, range);
            Assert.Equal(expected.TryGetValue(key, out int level) ? level : -1, tree.Find(key));
            if (!expected.ContainsKey(key) && (expected.Count < 200 || random.Next(2) == 0))
            {
                tree.Insert(key, i);
                expected.Add(key, i);
            }
            else if (expected.Count > 0)
            {
                ulong gone = expected.Keys.ElementAt(random.Next(Math.Min(expected.Count, 20)));
                tree.Remove(gone);
                expected.Remove(gone);
            }
            Assert.Equal(expected.Count, tree.Count);
            if (i % 500 == 0)
                Assert.Equal(expected, Walk(tree));
        }
    }

    [Fact]
    public void Levels_as_far_apart_as_keys_can_be_are_found_in_order()
    {
        PriceTree tree = new();
        ulong[] keys = [1, 63, 64, 65, 4_095, 4_096, 1UL << 40, (1UL << 62) + 5, long.MaxValue, ulong.MaxValue];
        for (int i = 0; i < keys.Length; i++)
            tree.Insert(keys[i], i);
        Assert.Equal(PricePath.MaxTiers, tree.Tiers);
        Assert.Equal(keys, Walk(tree).Select(pair => pair.Key));
        foreach (ulong key in keys.Skip(3))
            tree.Remove(key);
        Assert.Equal(2, tree.Tiers);
        tree.Remove(64);
        Assert.Equal(1, tree.Tiers);
        Assert.Equal(1, tree.NodeCount);
    }

    [Fact]
    public void Tree_that_is_empty_has_no_nodes()
    {
        PriceTree tree = new();
        for (ulong key = 1; key < 100_000; key += 700)
            tree.Insert(key, 1);
        for (ulong key = 1; key < 100_000; key += 700)
            tree.Remove(key);
        Assert.Equal((0, 0, 0), (tree.Count, tree.Tiers, tree.NodeCount));
    }

    [Fact]
    public void Removal_of_a_key_that_is_not_there_is_a_broken_invariant()
    {
        PriceTree tree = new();
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
