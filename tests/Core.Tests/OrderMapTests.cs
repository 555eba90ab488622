namespace MatchingEngine.Core.Tests;

public class OrderMapTests
{
    private const int Orders = 40_000;

    // Keys as hashes spread them, the same in reverse, and all in so few buckets that most are full.
    public static TheoryData<int, ulong> Spreads =>
        new() { { 1, 0x85EB_CA6B_1234_5679 }, { 2, 0x9E37_79B9_7F4A_7C15 }, { 3, 1 } };

    [Theory]
    [MemberData(nameof(Spreads))]
    public void Map_finds_what_was_added_and_not_removed_while_it_grows(int seed, ulong factor)
    {
        Random random = new(seed);
        Pool<Order> orders = PoolOf(Orders);
        OrderMap<ByOrderId> map = MapOf(orders, factor);
        HashSet<int> expected = [];
        for (int i = 0; i < 60_000; i++)
        {
            int index = random.Next(expected.Count / 2 + 400);
            if (seed == 2)
                map.TouchAhead();
            Assert.True(
                map.TryFind(KeyOf(index), out int found) == expected.Contains(index),
                $"seed {seed}, step {i}: lookup of {index}");
            Assert.Equal(expected.Contains(index) ? index : -1, found);
            if (!expected.Contains(index) && (i < 30_000 || random.Next(2) == 0))
            {
                map.Add(KeyOf(index), index);
                expected.Add(index);
            }
            else if (random.Next(4) == 0)
                Assert.True(map.Remove(KeyOf(index), index) == expected.Remove(index), $"seed {seed}, step {i}: removal");
            Assert.Equal(expected.Count, map.Count);
            if (i % 3 == 0)
                map.TouchAhead();
        }
        Assert.True(expected.Count > 150);
        Assert.Equal(expected.Order(), All(map).Order());
        map.Clear();
        Assert.Equal(0, map.Count);
        Assert.DoesNotContain(expected, index => map.TryFind(KeyOf(index), out _));
    }

    [Theory]
    [MemberData(nameof(Spreads))]
    public void Growing_map_finds_every_order_after_each_addition(int seed, ulong factor)
    {
        Pool<Order> orders = PoolOf(Orders);
        OrderMap<ByOrderId> map = MapOf(orders, factor);
        for (int index = 0; index < 1_500; index++)
        {
            map.Add(KeyOf(index), index);
            for (int i = 0; i <= index; i += 1 + index / 50)
                Assert.True(map.TryFind(KeyOf(i), out _), $"spread {seed}: {i} of {index}");
        }
    }

    [Fact]
    public void Map_makes_the_table_ready_that_it_is_about_to_grow_into()
    {
        Pool<Order> orders = PoolOf(Orders);
        OrderMap<ByOrderId> map = MapOf(orders, factor: 0x9E37_79B9_7F4A_7C15);
        int firstWork = -1;
        int index = 0;
        for (; index < Orders / 2 && firstWork < 0; index++)
        {
            map.Add(KeyOf(index), index);
            firstWork = map.TouchAhead() ? map.Count : firstWork;
        }
        Assert.InRange(firstWork, 1, Orders / 2);
        while (map.TouchAhead())
            Assert.Equal(firstWork, map.Count);
        for (; index < 2 * firstWork; index++)
            map.Add(KeyOf(index), index);
        Assert.Equal(Enumerable.Range(0, index), All(map).Order());
    }

    [Fact]
    public void Removal_at_a_position_leaves_all_others_to_be_found_where_buckets_are_full()
    {
        Pool<Order> orders = PoolOf(Orders);
        OrderTable<ByOrderId> table = new(TagsOf(orders, factor: 1), new NativeArray<uint>(1_024));
        for (int index = 0; index < 512; index++)
            table.Add(KeyOf(index), index);
        Random random = new(7);
        int[] order = Enumerable.Range(0, 512).ToArray();
        random.Shuffle(order);
        for (int removed = 0; removed < order.Length; removed++)
        {
            table.RemoveAt(table.PositionOf(KeyOf(order[removed]), out _));
            Assert.Equal(511 - removed, table.Count);
            Assert.Equal(-1, table.PositionOf(KeyOf(order[removed]), out _));
            Assert.All(order[(removed + 1)..], index => Assert.True(table.PositionOf(KeyOf(index), out _) >= 0));
        }
    }

    [Fact]
    public void Two_orders_under_one_key_stop_the_engine()
    {
        Pool<Order> orders = PoolOf(2);
        OrderMap<ByOrderId> map = MapOf(orders, factor: 1);
        map.Add(KeyOf(0), 0);
        Assert.Throws<InvariantViolationException>(() => map.Remove(KeyOf(0), 1));
    }

    private static List<int> All(OrderMap<ByOrderId> map)
    {
        List<int> all = [];
        int position = 0;
        while (map.TryNext(ref position, out int index))
            all.Add(index);
        return all;
    }

    // With the factor 1 the upper bits of the key are its hash: eleven buckets next to each other.
    private static ulong KeyOf(int index) => (ulong)(index % 11) << 58 | (uint)index + 1UL;

    private static OrderMap<ByOrderId> MapOf(Pool<Order> orders, ulong factor) =>
        new(TagsOf(orders, factor), expectedCount: 1);

    private static OrderTags<ByOrderId> TagsOf(Pool<Order> orders, ulong factor) => new(orders, factor, Orders);

    private static Pool<Order> PoolOf(int count)
    {
        Pool<Order> orders = new(count);
        for (int i = 0; i < count; i++)
            orders[orders.Take()].Terms.OrderId = KeyOf(i);
        return orders;
    }
}
