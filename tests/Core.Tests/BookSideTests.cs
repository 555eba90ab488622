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
            Assert.Equal(expected.TryGetValue(price, out int level) ? level : -1, levels.Find(price));
            if (!expected.ContainsKey(price) && (expected.Count < 200 || random.Next(2) == 0))
            {
                levels.Insert(price, i);
                expected.Add(price, i);
            }
            else if (expected.Count > 0)
            {
                long gone = expected.Keys.ElementAt(random.Next(Math.Min(expected.Count, i % 3 == 0 ? 200 : 5)));
                levels.Remove(expected[gone], gone);
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
    public void Side_that_fills_and_empties_from_the_best_price_keeps_every_level(Side side)
    {
        BookSide levels = new(side);
        int sign = side == Side.Buy ? 1 : -1;
        for (int turn = 0; turn < 3; turn++)
        {
            for (int i = 0; i < 100; i++)
            {
                levels.Insert(1_000 + sign * i, i);
                Assert.Equal((i + 1, i, 1_000 + sign * i), (levels.Count, levels.BestLevel, levels.BestTicks));
            }
            for (int i = 99; i >= 0; i--)
            {
                Assert.Equal(i, levels.BestLevel);
                Assert.Equal(0, levels.Find(1_000));
                levels.Remove(i, 1_000 + sign * i);
            }
            Assert.Equal(0, levels.Count);
            Assert.False(levels.IsReachedBy(side == Side.Buy ? 1 : long.MaxValue));
        }
    }

    [Fact]
    public void Order_without_limit_reaches_bids_only_while_there_are_some()
    {
        BookSide levels = new(Side.Buy);
        Assert.False(levels.IsReachedBy(0));
        levels.Insert(1, 0);
        Assert.True(levels.IsReachedBy(0));
    }

    [Fact]
    public void Removal_of_a_level_that_is_not_there_is_a_broken_invariant()
    {
        BookSide levels = new(Side.Buy);
        levels.Insert(10, 0);
        Assert.Throws<InvariantViolationException>(() => levels.Remove(1, 11));
    }
}
