using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

internal static class BookAssert
{
    private static readonly MDEntryType[] Sides = [MDEntryType.Bid, MDEntryType.Offer];

    public static void Equal(ModelBook expected, OrderBook actual, string context)
    {
        foreach (MDEntryType side in Sides)
        {
            List<BookOrder> orders = [];
            foreach (BookOrder order in actual.Orders(side))
                orders.Add(order);
            List<BookLevel> levels = [];
            foreach (BookLevel level in actual.Levels(side))
                levels.Add(level);
            Assert.True(expected.Orders(side).SequenceEqual(orders), $"{context}: orders of {side}");
            Assert.True(expected.Levels(side).SequenceEqual(levels), $"{context}: levels of {side}");
            EqualQueues(orders, actual, side, context);
        }
        Assert.Equal(expected.All.Count, actual.OrderCount);
    }

    public static void Equal(ModelBook expected, PriceLevelBook actual, int depth, string context)
    {
        foreach (MDEntryType side in Sides)
        {
            List<BookLevel> levels = [];
            for (int rank = 0; rank < actual.LevelCount(side); rank++)
                levels.Add(actual.LevelAt(side, rank));
            Assert.True(expected.Levels(side, depth).SequenceEqual(levels), $"{context}: levels of {side}");
        }
    }

    public static BookDigest DigestOf(ModelBook book)
    {
        var builder = BookDigestBuilder.Start();
        foreach (MDEntryType side in Sides)
        {
            builder.BeginSide(side);
            foreach (BookOrder order in book.Orders(side))
                builder.Add(in order);
        }
        return builder.Finish();
    }

    public static BookDigest LevelDigestOf(ModelBook book, int depth)
    {
        var builder = BookDigestBuilder.Start();
        foreach (MDEntryType side in Sides)
        {
            builder.BeginSide(side);
            foreach (BookLevel level in book.Levels(side, depth))
                builder.Add(in level);
        }
        return builder.Finish();
    }

    private static void EqualQueues(List<BookOrder> orders, OrderBook actual, MDEntryType side, string context)
    {
        List<BookOrder> again = [];
        for (int rank = 0; rank < actual.LevelCount(side); rank++)
        {
            foreach (BookOrder order in actual.OrdersAt(side, rank))
                again.Add(order);
            BookLevel level = actual.LevelAt(side, rank);
            Assert.True(actual.TryGetLevel(side, level.Price, out BookLevel found, out int at), context);
            Assert.Equal((level, rank), (found, at));
        }
        Assert.True(orders.SequenceEqual(again), $"{context}: queues of {side}");
        foreach (BookOrder order in orders)
        {
            Assert.True(actual.TryGetOrder(order.OrderId, out BookOrder found, out MDEntryType foundSide), context);
            Assert.Equal((order, side), (found, foundSide));
        }
    }
}
