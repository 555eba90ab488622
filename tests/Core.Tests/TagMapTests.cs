namespace MatchingEngine.Core.Tests;

public class TagMapTests
{
    // Tags as hashes give them, the same in reverse, and so few that most keys share theirs.
    public static TheoryData<int, uint> Spreads => new() { { 1, 0x85EB_CA6B }, { 2, 0x9E37_79B1 }, { 3, 0 } };

    [Theory]
    [MemberData(nameof(Spreads))]
    public void Map_finds_what_was_added_and_not_removed_while_it_grows(int seed, uint factor)
    {
        Random random = new(seed);
        TagMap map = new(expectedCount: 1);
        HashSet<int> expected = [];
        for (int i = 0; i < 60_000; i++)
        {
            int index = random.Next(expected.Count / 2 + 400);
            uint tag = factor == 0 ? (uint)index % 301 << 20 : (uint)index * factor;
            Assert.True(
                map.TryFind(tag, new IndexKey(index), out int found) == expected.Contains(index),
                $"seed {seed}, step {i}: lookup of {index}");
            Assert.Equal(expected.Contains(index) ? index : -1, found);
            if (!expected.Contains(index) && (i < 30_000 || random.Next(2) == 0))
            {
                map.Add(tag, index);
                expected.Add(index);
            }
            else if (random.Next(4) == 0)
                Assert.True(map.Remove(tag, index) == expected.Remove(index), $"seed {seed}, step {i}: removal");
            Assert.Equal(expected.Count, map.Count);
        }
        Assert.True(expected.Count > 150);
        map.Clear();
        Assert.Equal(0, map.Count);
        Assert.DoesNotContain(expected, index => map.TryFind(1, new IndexKey(index), out _));
    }

    [Fact]
    public void Growing_map_finds_every_order_after_each_addition()
    {
        TagMap map = new(expectedCount: 1);
        for (int index = 0; index < 1_500; index++)
        {
            map.Add((uint)index * 0x9E37_79B1, index);
            for (int i = 0; i <= index; i += 1 + index / 50)
                Assert.True(map.TryFind((uint)i * 0x9E37_79B1, new IndexKey(i), out _), $"{i} of {index}");
        }
    }

    private readonly struct IndexKey(int index) : IOrderKey
    {
        public bool IsKeyOf(int orderIndex) => orderIndex == index;
    }
}
