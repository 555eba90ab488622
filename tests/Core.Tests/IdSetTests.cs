namespace MatchingEngine.Core.Tests;

public class IdSetTests
{
    [Theory]
    [InlineData(1, 5_000UL, 0)]
    [InlineData(2, ulong.MaxValue, 0)]
    [InlineData(3, 5_000UL, 2_048)]
    [InlineData(4, 100_000UL, 65_536)]
    [InlineData(5, 100UL, 128)]
    public void Set_holds_what_a_hash_set_holds(int seed, ulong range, int denseCount)
    {
        Random random = new(seed);
        IdSet ids = new(expectedCount: 1, seed: 77, denseCount);
        HashSet<ulong> expected = [];
        for (int i = 0; i < 20_000; i++)
        {
            ulong id = (ulong)random.NextInt64() * 2 % range;
            Assert.True(ids.Contains(id) == expected.Contains(id), $"seed {seed}, step {i}: {id}");
            if (expected.Add(id))
                ids.Add(id);
            Assert.Equal(expected.Count, ids.Count);
        }
        Assert.Equal(expected.Order(), ids.All().Order());
        ids.Clear();
        Assert.Equal(0, ids.Count);
        Assert.DoesNotContain(expected, ids.Contains);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    public void Lowest_and_highest_id_can_be_held(ulong id)
    {
        IdSet ids = new(expectedCount: 1, seed: 0);
        Assert.False(ids.Contains(id));
        ids.Add(id);
        Assert.True(ids.Contains(id));
        Assert.Equal([id], ids.All());
    }
}
