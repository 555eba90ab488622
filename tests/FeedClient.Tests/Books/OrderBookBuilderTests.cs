using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Books;

public class OrderBookBuilderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Book_of_orders_equals_the_model_after_every_command(int seed)
    {
        var numbers = new FeedNumbers();
        RandomBookFlow[] flows = [.. Enumerable.Range(0, 3)
            .Select(i => new RandomBookFlow((seed * 10) + i, i == 2 ? 70_000u : (uint)i + 1) { Numbers = numbers })];
        var builder = new OrderBookBuilder(expectedOrders: 0);
        var random = new Random(seed);
        var orders = new PacketWriter();
        var levels = new PacketWriter();
        for (int step = 0; step < 4_000; step++)
        {
            RandomBookFlow flow = flows[random.Next(flows.Length)];
            flow.Next(orders, levels);
            Feed(builder, orders.ToArray());
            OrderBook book = builder.GetOrAdd(flow.SecurityId);
            Assert.Equal(FeedState.Live, book.State);
            Assert.True(book.IsEventComplete);
            if (step % 7 == 0)
                BookAssert.Equal(flow.Book, book, $"seed {seed}, step {step}");
            Assert.Equal(BookAssert.DigestOf(flow.Book), BookDigest.OfOrders(book));
        }
        Assert.Equal(flows.Sum(flow => flow.Book.All.Count), builder.OrderCount);
    }

    [Fact]
    public void Book_is_not_complete_between_the_messages_of_a_command()
    {
        var builder = new OrderBookBuilder();
        builder.Apply(Added(1, 1, 10) with { MatchEventIndicator = default });
        Assert.False(builder.Find(7)!.IsEventComplete);
        builder.Apply(Added(2, 2, 10));
        Assert.True(builder.Find(7)!.IsEventComplete);
    }

    public static TheoryData<string> WrongMessages => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongMessages))]
    public void Message_that_cannot_be_right_makes_the_book_stale_and_empty(string what)
    {
        var builder = new OrderBookBuilder();
        builder.Apply(Added(1, 1, 10));
        builder.Apply(Added(2, 2, 20));
        builder.Apply(Added(1, 50, 10) with { SecurityID = 8 });

        Assert.Equal(BookUpdate.WentStale, Wrong[what](builder));

        OrderBook book = builder.Find(7)!;
        Assert.Equal((FeedState.Stale, 0, 0), (book.State, book.OrderCount, book.LevelCount(MDEntryType.Bid)));
        Assert.Equal(BookUpdate.Ignored, builder.Apply(Added(3, 3, 10)));
        Assert.Equal(BookUpdate.Ignored, builder.Apply(Added(1, 3, 10)));
        // Another instrument is not concerned.
        Assert.Equal((FeedState.Live, 1), (builder.Find(8)!.State, builder.Find(8)!.OrderCount));
    }

    [Fact]
    public void Message_that_the_book_has_already_is_ignored()
    {
        var builder = new OrderBookBuilder();
        builder.Apply(Added(1, 1, 10));
        Assert.Equal(BookUpdate.Ignored, builder.Apply(Added(1, 1, 10)));
        Assert.Equal((FeedState.Live, 1), (builder.Find(7)!.State, builder.Find(7)!.OrderCount));
    }

    [Fact]
    public void Refreshed_iceberg_comes_back_under_its_id_at_the_back_of_the_queue()
    {
        var builder = new OrderBookBuilder();
        builder.Apply(Added(1, 1, 10));
        builder.Apply(Added(2, 2, 20));
        builder.Apply(Executed(3, 1, 10, 0));
        builder.Apply(Added(4, 1, 10));

        List<ulong> ids = [];
        foreach (BookOrder order in builder.Find(7)!.OrdersAt(MDEntryType.Bid, 0))
            ids.Add(order.OrderId);
        Assert.Equal([2ul, 1ul], ids);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Book_from_a_snapshot_goes_on_with_the_messages_behind_it(int seed)
    {
        var flow = new RandomBookFlow(seed, 7);
        var builder = new OrderBookBuilder(initialState: FeedState.Stale);
        var orders = new PacketWriter();
        var levels = new PacketWriter();
        List<byte[]> before = [];
        for (int step = 0; step < 500; step++)
        {
            flow.Next(orders, levels);
            before.Add(orders.ToArray());
        }
        Load(builder, flow, BookAssert.DigestOf(flow.Book));
        BookAssert.Equal(flow.Book, builder.Find(7)!, "after the snapshot");

        // What the snapshot includes is left out, whatever comes behind is taken.
        before.ForEach(packet => Feed(builder, packet));
        for (int step = 0; step < 500; step++)
        {
            flow.Next(orders, levels);
            Feed(builder, orders.ToArray());
            Assert.Equal(BookAssert.DigestOf(flow.Book), BookDigest.OfOrders(builder.Find(7)!));
        }
        Assert.Equal(FeedState.Live, builder.Find(7)!.State);
    }

    [Fact]
    public void Snapshot_with_another_digest_leaves_the_book_stale()
    {
        var flow = new RandomBookFlow(5, 7);
        var orders = new PacketWriter();
        for (int step = 0; step < 50; step++)
            flow.Next(orders, new PacketWriter());
        var builder = new OrderBookBuilder(initialState: FeedState.Stale);
        Assert.False(Load(builder, flow, new BookDigest(1, 2)));
        Assert.Equal((FeedState.Stale, 0), (builder.Find(7)!.State, builder.OrderCount));
    }

    private static readonly Dictionary<string, Func<OrderBookBuilder, BookUpdate>> Wrong = new()
    {
        ["number left out"] = b => b.Apply(Added(4, 3, 10)),
        ["command before the last"] = b => b.Apply(Added(3, 3, 10) with { EngineSequence = 1 }),
        ["order twice"] = b => b.Apply(Added(3, 1, 10)),
        ["order of another instrument"] = b => b.Apply(Added(3, 50, 10)),
        ["order without id"] = b => b.Apply(Added(3, 0, 10)),
        ["no quantity"] = b => b.Apply(Added(3, 3, 0)),
        ["negative quantity"] = b => b.Apply(Added(3, 3, -1)),
        ["no side"] = b => b.Apply(Added(3, 3, 1) with { MDEntryType = 0 }),
        ["more than a level can hold"] = b => b.Apply(Added(3, 3, long.MaxValue)),
        ["unknown order executed"] = b => b.Apply(Executed(3, 3, 1, 0)),
        ["order of another instrument executed"] = b => b.Apply(Executed(3, 50, 10, 0)),
        ["executed too much"] = b => b.Apply(Executed(3, 1, 11, 0)),
        ["leaves do not add up"] = b => b.Apply(Executed(3, 1, 3, 6)),
        ["negative leaves"] = b => b.Apply(Executed(3, 1, 11, -1)),
        ["executed nothing"] = b => b.Apply(Executed(3, 1, 0, 10)),
        ["taker on the same side"] = b => b.Apply(Executed(3, 1, 1, 9) with { AggressorSide = AggressorSide.Buy }),
        ["no aggressor"] = b => b.Apply(Executed(3, 1, 1, 9) with { AggressorSide = 0 }),
        ["unknown order reduced"] = b => b.Apply(Reduced(3, 3, 1)),
        ["reduced to more"] = b => b.Apply(Reduced(3, 1, 11)),
        ["reduced to the same"] = b => b.Apply(Reduced(3, 1, 10)),
        ["reduced to nothing"] = b => b.Apply(Reduced(3, 1, 0)),
        ["reduced on the other side"] = b => b.Apply(Reduced(3, 1, 5) with { MDEntryType = MDEntryType.Offer }),
        ["unknown order replaced"] = b => b.Apply(Replaced(3, 3, 5)),
        ["replaced by nothing"] = b => b.Apply(Replaced(3, 1, 0)),
        ["replaced on the other side"] = b => b.Apply(Replaced(3, 1, 5) with { MDEntryType = MDEntryType.Offer }),
        ["unknown order deleted"] = b => b.Apply(Deleted(3, 3)),
        ["deleted on the other side"] = b => b.Apply(Deleted(3, 1) with { MDEntryType = MDEntryType.Offer }),
        ["hidden trade of nothing"] = b => b.Apply(new HiddenOrderExecutedBlock
        {
            RptSeq = 3, EngineSequence = 3, SecurityID = 7, MatchEventIndicator = MatchEventIndicator.EndOfEvent,
        }),
    };

    private static bool Load(OrderBookBuilder builder, RandomBookFlow flow, BookDigest digest)
    {
        builder.BeginSnapshot(7);
        foreach (MDEntryType side in (MDEntryType[])[MDEntryType.Bid, MDEntryType.Offer])
        {
            foreach (BookOrder order in flow.Book.Orders(side))
            {
                Assert.True(builder.AddSnapshotOrder(7, new SnapshotOrderEntryBlock
                {
                    OrderID = order.OrderId,
                    MDEntryPx = order.Price,
                    MDEntrySize = order.Quantity,
                    MDEntryType = side,
                }));
            }
        }
        return builder.EndSnapshot(7, flow.OrdersRptSeq, flow.EngineSequence, flow.EngineSequence * 1_000, digest);
    }

    internal static void Feed(OrderBookBuilder builder, byte[] packet)
    {
        var reader = new FeedPacketReader(packet);
        while (reader.TryRead(out FeedMessage message))
            builder.Apply(in message);
        Assert.False(reader.IsMalformed);
    }

    private static OrderAddedBlock Added(ulong number, ulong id, long quantity) => new()
    {
        ApplSeqNum = number,
        RptSeq = number,
        EngineSequence = (long)number,
        SecurityID = 7,
        MatchEventIndicator = MatchEventIndicator.EndOfEvent,
        MDEntryType = MDEntryType.Bid,
        OrderID = id,
        MDEntryPx = 100,
        MDEntrySize = quantity,
    };

    private static OrderExecutedBlock Executed(ulong number, ulong id, long quantity, long leaves) => new()
    {
        RptSeq = number,
        EngineSequence = (long)number,
        SecurityID = 7,
        MatchEventIndicator = MatchEventIndicator.EndOfEvent,
        AggressorSide = AggressorSide.Sell,
        OrderID = id,
        LastPx = 100,
        LastQty = quantity,
        LeavesQty = leaves,
    };

    private static OrderReducedBlock Reduced(ulong number, ulong id, long leaves) => new()
    {
        RptSeq = number,
        EngineSequence = (long)number,
        SecurityID = 7,
        MDEntryType = MDEntryType.Bid,
        OrderID = id,
        LeavesQty = leaves,
    };

    private static OrderReplacedBlock Replaced(ulong number, ulong id, long quantity) => new()
    {
        RptSeq = number,
        EngineSequence = (long)number,
        SecurityID = 7,
        MDEntryType = MDEntryType.Bid,
        OrderID = id,
        MDEntryPx = 101,
        MDEntrySize = quantity,
    };

    private static OrderDeletedBlock Deleted(ulong number, ulong id) => new()
    {
        RptSeq = number,
        EngineSequence = (long)number,
        SecurityID = 7,
        MDEntryType = MDEntryType.Bid,
        OrderID = id,
    };
}
