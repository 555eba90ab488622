using System.Runtime.CompilerServices;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public unsafe class PoolTests
{
    [Fact]
    public void Resting_order_takes_one_cache_line_and_a_level_half_of_one()
    {
        Assert.Equal(64, Unsafe.SizeOf<Order>());
        Assert.Equal(32, Unsafe.SizeOf<Level>());
        Assert.Equal(256, Unsafe.SizeOf<PriceNode>());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 100_000)]
    [InlineData(1_000, 100_000)]
    public void Structs_keep_what_they_hold_while_memory_is_made_ready_and_the_pool_grows(int expected, int reserved)
    {
        Pool<Level> pool = new(expected, reserved);
        List<int> taken = [];
        for (int i = 0; i < 50_000; i++)
        {
            int index = pool.Take();
            Assert.Equal(0, pool[index].PriceTicks);
            pool[index].PriceTicks = i + 1;
            taken.Add(index);
            pool.TouchAhead();
        }
        for (int i = 0; i < taken.Count; i++)
            Assert.Equal(i + 1, pool[taken[i]].PriceTicks);
    }

    [Fact]
    public void Pool_whose_room_was_set_aside_never_moves()
    {
        Pool<Order> pool = new(0, 20_000);
        int first = pool.Take();
        ref Order order = ref pool[first];
        while (pool.Count < 20_000)
            pool.Take();
        Assert.True(Unsafe.AreSame(ref order, ref pool[first]));
        Assert.Equal(20_000, pool.Capacity);
    }

    [Fact]
    public void Making_memory_ready_comes_to_an_end_and_changes_nothing()
    {
        TestEngine engine = TestEngine.WithInstrument();
        for (uint i = 1; i <= 100; i++)
            engine.Apply(Commands.New(1, i, i, Side.Buy, 1, i * Commands.One));
        StateDigest digest = engine.Core.ComputeDigest();
        int turns = 0;
        while (engine.Core.TouchAhead())
            turns++;
        Assert.InRange(turns, 1, 10_000);
        Assert.False(engine.Core.TouchAhead());
        Assert.Equal(digest, engine.Core.ComputeDigest());
        engine.Core.Verify();
    }

    [Fact]
    public void Room_that_the_system_does_not_have_is_not_insisted_on()
    {
        NativeArray<Order> array = NativeArray<Order>.Reserve(least: 10, hopedFor: int.MaxValue);
        Assert.InRange(array.Length, 10, int.MaxValue);
        array.Items[9].FirstClOrdId = 1;
    }
}
