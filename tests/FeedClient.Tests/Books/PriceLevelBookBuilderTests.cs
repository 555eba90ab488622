using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Books;

public class PriceLevelBookBuilderTests
{
    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(2, 10)]
    [InlineData(3, 1)]
    public void Book_of_price_levels_equals_the_model_after_every_command(int seed, int depth)
    {
        var flow = new RandomBookFlow(seed, 7, depth);
        var builder = new PriceLevelBookBuilder();
        var ordersBuilder = new OrderBookBuilder();
        var orders = new PacketWriter();
        var levels = new PacketWriter();
        for (int step = 0; step < 4_000; step++)
        {
            flow.Next(orders, levels);
            Feed(builder, levels.ToArray());
            OrderBookBuilderTests.Feed(ordersBuilder, orders.ToArray());
            PriceLevelBook book = builder.GetOrAdd(7);
            Assert.Equal(FeedState.Live, book.State);
            BookAssert.Equal(flow.Book, book, depth, $"seed {seed}, step {step}");
            Assert.Equal(BookDigest.OfLevels(ordersBuilder.GetOrAdd(7), depth), BookDigest.OfLevels(book));
        }
    }

    public static TheoryData<string> WrongEntries => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongEntries))]
    public void Entry_that_cannot_be_right_makes_the_book_stale_and_empty(string what)
    {
        var builder = new PriceLevelBookBuilder();
        Feed(builder, Packet(1, New(100, 1), New(99, 2)));
        Assert.Equal(2, builder.Find(7)!.LevelCount(MDEntryType.Bid));

        Feed(builder, Packet(what == "number left out" ? 3u : 2u, Wrong[what]));

        PriceLevelBook book = builder.Find(7)!;
        Assert.Equal((FeedState.Stale, 0), (book.State, book.LevelCount(MDEntryType.Bid)));
        Feed(builder, Packet(2, New(98, 1)));
        Assert.Equal((FeedState.Stale, 0), (book.State, book.LevelCount(MDEntryType.Bid)));
    }

    [Fact]
    public void Places_of_a_command_in_several_messages_are_not_judged_before_its_end()
    {
        var builder = new PriceLevelBookBuilder();
        Feed(builder, Packet(1, default(MatchEventIndicator), New(99, 2)));
        Feed(builder, Packet(2, MatchEventIndicator.EndOfEvent, New(100, 1)));
        Assert.Equal((FeedState.Live, 2), (builder.Find(7)!.State, builder.Find(7)!.LevelCount(MDEntryType.Bid)));
    }

    [Fact]
    public void Snapshot_of_levels_is_taken_and_gone_on_from()
    {
        var builder = new PriceLevelBookBuilder(FeedState.Stale);
        Feed(builder, Packet(1, New(100, 1)));
        Assert.Equal(FeedState.Stale, builder.Find(7)!.State);
        builder.BeginSnapshot(7);
        Assert.True(builder.AddSnapshotLevel(7, New(100, 1)));
        Assert.True(builder.AddSnapshotLevel(7, New(99, 2)));
        builder.EndSnapshot(7, rptSeq: 5, engineSequence: 5, transactTime: 5);
        Feed(builder, Packet(5, New(98, 3)));
        Feed(builder, Packet(6, New(97, 3)));
        Assert.Equal((FeedState.Live, 3), (builder.Find(7)!.State, builder.Find(7)!.LevelCount(MDEntryType.Bid)));
    }

    [Fact]
    public void Snapshot_level_out_of_its_place_is_refused()
    {
        var builder = new PriceLevelBookBuilder(FeedState.Stale);
        builder.BeginSnapshot(7);
        Assert.True(builder.AddSnapshotLevel(7, New(100, 1)));
        Assert.False(builder.AddSnapshotLevel(7, New(101, 2)));
        Assert.Equal((FeedState.Stale, 0), (builder.Find(7)!.State, builder.Find(7)!.LevelCount(MDEntryType.Bid)));
    }

    private static readonly Dictionary<string, PriceLevelEntryBlock> Wrong = new()
    {
        ["number left out"] = New(98, 3),
        ["new level that is there"] = New(100, 1),
        ["change of a level that is not there"] = New(98, 3) with { MDUpdateAction = MDUpdateAction.Change },
        ["delete of a level that is not there"] = Delete(98, 3),
        ["delete at another place"] = Delete(100, 2),
        ["new level at another place"] = New(98, 2),
        ["changed level at another place"] = New(99, 1) with { MDUpdateAction = MDUpdateAction.Change },
        ["no quantity"] = New(98, 3) with { MDEntrySize = 0 },
        ["negative quantity"] = New(98, 3) with { MDEntrySize = -1 },
        ["no orders"] = New(98, 3) with { NumberOfOrders = 0 },
        ["no side"] = New(98, 3) with { MDEntryType = 0 },
        ["no action"] = New(98, 3) with { MDUpdateAction = (MDUpdateAction)9 },
    };

    private static void Feed(PriceLevelBookBuilder builder, byte[] packet)
    {
        var reader = new FeedPacketReader(packet);
        while (reader.TryRead(out FeedMessage message))
            builder.Apply(in message);
        Assert.False(reader.IsMalformed);
    }

    private static byte[] Packet(ulong number, params PriceLevelEntryBlock[] entries) =>
        Packet(number, MatchEventIndicator.EndOfEvent, entries);

    private static byte[] Packet(
        ulong number, MatchEventIndicator indicator, params PriceLevelEntryBlock[] entries) =>
        new PacketWriter().Add(
            new PriceLevelsBlock
            {
                ApplSeqNum = number,
                RptSeq = number,
                EngineSequence = (long)number,
                SecurityID = 7,
                MatchEventIndicator = indicator,
            },
            (ReadOnlySpan<PriceLevelEntryBlock>)entries).ToArray();

    private static PriceLevelEntryBlock New(long price, ushort place) => new()
    {
        MDEntryPx = price,
        MDEntrySize = 10,
        NumberOfOrders = 1,
        MDPriceLevel = place,
        MDEntryType = MDEntryType.Bid,
        MDUpdateAction = MDUpdateAction.New,
    };

    private static PriceLevelEntryBlock Delete(long price, ushort place) => new()
    {
        MDEntryPx = price,
        MDPriceLevel = place,
        MDEntryType = MDEntryType.Bid,
        MDUpdateAction = MDUpdateAction.Delete,
    };
}
