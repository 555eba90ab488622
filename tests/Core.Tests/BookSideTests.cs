using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class BookSideTests
{
    [Theory]
    [InlineData(Side.Buy, 5, 60)]
    [InlineData(Side.Sell, 6, 60)]
    [InlineData(Side.Buy, 7, int.MaxValue)]
    [InlineData(Side.Sell, 8, int.MaxValue)]
    public void Levels_stay_sorted_from_the_best_price(Side side, int seed, int priceRange)
    {
        Random random = new(seed);
        BookSide levels = new(side);
        SortedDictionary<long, int> expected = new(
            Comparer<long>.Create((a, b) => side == Side.Buy ? b.CompareTo(a) : a.CompareTo(b)));
        for (int i = 0; i < 20_000; i++)
        {
            long price = random.Next(1, priceRange);
            Assert.Equal(expected.TryGetValue(price, out int level), levels.TryFind(price, out int found));
            Assert.Equal(expected.ContainsKey(price) ? level : -1, found);
            if (!expected.ContainsKey(price) && (expected.Count < 200 || random.Next(2) == 0))
            {
                levels.Insert(price, i);
                expected.Add(price, i);
            }
            else if (expected.Count > 0)
            {
                long gone = expected.Keys.ElementAt(random.Next(Math.Min(expected.Count, 20)));
                levels.Remove(gone);
                expected.Remove(gone);
            }
            Assert.Equal(expected.Count, levels.Count);
            if (expected.Count > 0)
                Assert.Equal(expected.First().Value, levels.BestLevel);
            if (i % 500 == 0)
                Assert.Equal(expected.Values, Enumerable.Range(0, levels.Count).Select(levels.LevelAt));
        }
    }

    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void Levels_as_far_apart_as_prices_can_be_are_found_in_order(Side side)
    {
        BookSide levels = new(side);
        long[] prices = [1, 63, 64, 65, 4_095, 4_096, 1L << 40, (1L << 62) + 5, long.MaxValue];
        for (int i = 0; i < prices.Length; i++)
            levels.Insert(prices[i], i);
        Assert.Equal(PricePath.MaxTiers, levels.Tiers);
        IEnumerable<int> order = Enumerable.Range(0, prices.Length);
        Assert.Equal(side == Side.Buy ? order.Reverse() : order, order.Select(levels.LevelAt));
        foreach (long price in prices.Skip(3))
            levels.Remove(price);
        Assert.Equal(2, levels.Tiers);
        levels.Remove(64);
        Assert.Equal(1, levels.Tiers);
        Assert.Equal(1, levels.NodeCount);
    }

    [Fact]
    public void Side_that_is_empty_has_no_nodes()
    {
        BookSide levels = new(Side.Sell);
        for (long price = 1; price < 100_000; price += 700)
            levels.Insert(price, 1);
        for (long price = 1; price < 100_000; price += 700)
            levels.Remove(price);
        Assert.Equal((0, 0, 0), (levels.Count, levels.Tiers, levels.NodeCount));
    }

    [Fact]
    public void Removal_of_a_level_that_is_not_there_is_a_broken_invariant()
    {
        BookSide levels = new(Side.Buy);
        levels.Insert(10, 0);
        Assert.Throws<InvariantViolationException>(() => levels.Remove(11));
    }
}
