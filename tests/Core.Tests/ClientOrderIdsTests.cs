namespace MatchingEngine.Core.Tests;

public class ClientOrderIdsTests
{
    // Ids of an order in sequence; those with one hash cannot be told apart without a look at the order.
    public static TheoryData<ulong[], bool> Histories => new()
    {
        { [7, 8, 9, 10], false },
        { [7, TwinOf(7, 1), TwinOf(7, 2), 8], false },
        { [7, 8, TwinOf(7, 1), 9], true },
        { [7, TwinOf(7, 1)], true },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void Renamed_order_is_found_by_each_id_that_it_had_until_it_is_gone(ulong[] history, bool byPlace)
    {
        Pool<Order> orders = new(expectedCount: 2);
        ClientOrderIds ids = new(CoreLimits.Default, orders);
        int order = orders.Take();
        orders[order].FirstClOrdId = history[0];
        orders[order].Terms.ClOrdId = history[0];
        ids.Use(history[0]);
        ids.Open(history[0], order);
        for (int last = 1; last < history.Length; last++)
        {
            ids.Use(history[last]);
            ids.Rename(order, history[last]);
            Assert.Equal(history[last], orders[order].Terms.ClOrdId);
            Assert.All(history[..(last + 1)], id => Assert.True(ids.TryGetOpen(id, out int found) && found == order));
            Assert.Equal([order], OpenOrders(ids));
            Assert.Equal((1, ids.CountDigest()), (ids.OpenCount, ids.Digest));
        }
        if (byPlace)
            ids.CloseAt(ids.PlaceOf(history[0], out _), order, in orders[order]);
        else
            ids.Close(order);
        Assert.All(history, id => Assert.False(ids.TryGetOpen(id, out _)));
        Assert.All(history, id => Assert.True(ids.IsUsed(id)));
        Assert.Empty(OpenOrders(ids));
        Assert.Equal((0, 0, ids.CountDigest()), (ids.OpenCount, ids.RenamedCount, ids.Digest));
    }

    private static List<int> OpenOrders(ClientOrderIds ids)
    {
        List<int> open = [];
        int position = 0;
        while (ids.TryNextOpen(ref position, out int order))
            open.Add(order);
        return open;
    }

    // Another id with the same hash: its product with the secret factor differs in low bits only.
    private static ulong TwinOf(ulong id, ulong difference)
    {
        ulong factor = SecretFactor.Of(CoreLimits.Default.MapSeed);
        ulong inverse = factor;
        for (int bits = 3; bits < 64; bits *= 2)
            inverse *= 2 - factor * inverse;
        ulong twin = (id * factor ^ difference) * inverse;
        Assert.Equal(OrderTags<ByFirstClOrdId>.HashOf(id, factor), OrderTags<ByFirstClOrdId>.HashOf(twin, factor));
        return twin;
    }
}
