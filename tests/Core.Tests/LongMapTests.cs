namespace MatchingEngine.Core.Tests;

public class LongMapTests
{
    [Theory]
    [InlineData(1, 40, 0UL)]
    [InlineData(2, 400, 0UL)]
    [InlineData(3, 6_000, 0UL)]
    [InlineData(4, 400, 0xDEAD_BEEF_0123_4567UL)]
    public void Map_holds_what_a_dictionary_holds(int seed, int keyRange, ulong mapSeed)
    {
        Random random = new(seed);
        LongMap map = new(expectedCount: 1, mapSeed);
        Dictionary<ulong, long> expected = [];
        for (int i = 0; i < 100_000; i++)
        {
            ulong key = KeyOf(random.Next(1, keyRange));
            bool there = expected.ContainsKey(key);
            Assert.True(map.TryGet(key, out long value) == there, $"seed {seed}, step {i}: lookup of {key}");
            Assert.Equal(expected.GetValueOrDefault(key), value);
            if (random.Next(2) == 0 && !there)
            {
                map.Add(key, i);
                expected.Add(key, i);
            }
            else if (random.Next(3) > 0)
                Assert.True(map.Remove(key) == expected.Remove(key), $"seed {seed}, step {i}: removal of {key}");
            if (i % 3 == 0)
                map.TouchAhead();
            Assert.Equal(expected.Count, map.Count);
            if (i % 5_000 == 0)
                Assert.Equal(expected.OrderBy(e => e.Key), Entries(map).OrderBy(e => e.Key));
        }
    }

    [Fact]
    public void Removal_from_a_full_run_that_wraps_around_the_end_keeps_every_other_key()
    {
        for (ulong first = 1; first < 2_000; first += 7)
        {
            LongMap map = new(expectedCount: 8);
            for (ulong key = first; key < first + 8; key++)
                map.Add(key * key, (long)key);
            for (ulong gone = first; gone < first + 8; gone++)
            {
                Assert.True(map.Remove(gone * gone));
                for (ulong key = first; key < first + 8; key++)
                    Assert.Equal(key > gone, map.TryGet(key * key, out _));
            }
        }
    }

    [Fact]
    public void Key_zero_is_never_found_and_cannot_be_added()
    {
        LongMap map = new(expectedCount: 4);
        Assert.False(map.TryGet(0, out _));
        Assert.False(map.Remove(0));
        Assert.Throws<InvariantViolationException>(() => map.Add(0, 1));
    }

    [Fact]
    public void Same_key_cannot_be_added_twice()
    {
        LongMap map = new(expectedCount: 4);
        map.Add(7, 1);
        Assert.Throws<InvariantViolationException>(() => map.Add(7, 2));
    }

    [Fact]
    public void Cleared_map_is_empty_and_one_that_has_grown_far_gives_its_memory_back()
    {
        LongMap map = new(expectedCount: 8);
        int capacity = map.Capacity;
        for (ulong key = 1; key <= 1_000; key++)
            map.Add(key, 1);
        map.Clear();
        Assert.Equal(0, map.Count);
        Assert.Equal(capacity, map.Capacity);
        Assert.False(map.TryGet(5, out _));
        map.Add(5, 3);
        map.Clear();
        Assert.False(map.TryGet(5, out _));
    }

    [Fact]
    public void Map_makes_the_table_ready_that_it_is_about_to_grow_into()
    {
        LongMap map = new(expectedCount: 4_096);
        ulong key = 0;
        Assert.False(map.TouchAhead());
        while (map.Count < map.Capacity / 2)
        {
            map.Add(++key, 1);
            Assert.Equal(map.Count == map.Capacity / 8 * 3, map.TouchAhead());
            while (map.TouchAhead())
                Assert.InRange(map.Count, map.Capacity / 8 * 3, map.Capacity / 2);
        }
        map.Add(++key, 1);
        Assert.Equal(16_384, map.Capacity);
        for (ulong added = 1; added <= key; added++)
            Assert.True(map.TryGet(added, out _));
    }

    private static ulong KeyOf(int n) => (n % 3) switch
    {
        0 => (ulong)n,
        1 => (ulong)n << 40,
        _ => ulong.MaxValue - (ulong)n,
    };

    private static List<KeyValuePair<ulong, long>> Entries(LongMap map)
    {
        List<KeyValuePair<ulong, long>> entries = [];
        int position = 0;
        while (map.TryNext(ref position, out ulong key, out long value))
            entries.Add(new KeyValuePair<ulong, long>(key, value));
        return entries;
    }
}
