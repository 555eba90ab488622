using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Books;

public class AllocationTests
{
    [Fact]
    public void Building_reading_and_digesting_books_allocates_nothing_once_warm()
    {
        const int Half = 3_000;
        var flow = new RandomBookFlow(4, 7);
        var orders = new PacketWriter();
        var levels = new PacketWriter();
        List<byte[]> packets = [];
        for (int step = 0; step < 2 * Half; step++)
        {
            flow.Next(orders, levels);
            packets.Add(orders.ToArray());
            packets.Add(levels.ToArray());
        }
        var books = new OrderBookBuilder();
        var prices = new PriceLevelBookBuilder();
        Run(packets, 0, 2 * Half, books, prices);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ulong sum = Run(packets, 2 * Half, 4 * Half, books, prices);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.NotEqual(0ul, sum);
        Assert.Equal(FeedState.Live, books.Find(7)!.State);
        Assert.Equal(FeedState.Live, prices.Find(7)!.State);
        Assert.Equal(0, allocated);
    }

    private static ulong Run(
        List<byte[]> packets, int from, int to, OrderBookBuilder books, PriceLevelBookBuilder prices)
    {
        ulong sum = 0;
        for (int i = from; i < to; i++)
        {
            var reader = new FeedPacketReader(packets[i]);
            while (reader.TryRead(out FeedMessage message))
            {
                books.Apply(in message);
                prices.Apply(in message);
            }
            if (books.Find(7) is not { } book || prices.Find(7) is not { } ladder)
                continue;
            sum += BookDigest.OfOrders(book).Low ^ BookDigest.OfLevels(ladder).Low;
            foreach (BookLevel level in book.Levels(MDEntryType.Offer))
                sum += (ulong)level.Quantity;
        }
        return sum;
    }
}
