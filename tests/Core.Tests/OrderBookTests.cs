using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class OrderBookTests
{
    private const int Prices = 40;

    // Levels of all books come from one pool, so one that is gone soon belongs to another price, side, book or instrument.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 64)]
    public void Level_that_was_found_once_is_not_taken_for_it_when_it_belongs_elsewhere(int seed, int priceStep)
    {
        Random random = new(seed);
        Pool<Order> orders = new(expectedCount: 1_000);
        Pool<Level> levels = new(expectedCount: 1_000);
        Pool<PriceNode> nodes = new(expectedCount: 100);
        OrderBook[] books =
        [
            new(0, BookKind.Displayed, orders, levels, nodes),
            new(0, BookKind.Hidden, orders, levels, nodes),
            new(0, BookKind.Stops, orders, levels, nodes),
            new(1, BookKind.Displayed, orders, levels, nodes),
        ];
        List<(OrderBook Book, int Order)> open = [];
        for (int i = 0; i < 30_000; i++)
        {
            OrderBook book = books[random.Next(books.Length)];
            if (open.Count < 60 || (open.Count < 400 && random.Next(2) == 0))
            {
                int order = orders.Take();
                orders[order].Terms.LeavesLots = 1;
                book.Append(order, random.Next(2) == 0 ? Side.Buy : Side.Sell, PriceOf(random));
                open.Add((book, order));
            }
            else
            {
                int gone = random.Next(open.Count);
                open[gone].Book.Remove(open[gone].Order);
                orders.Free(open[gone].Order);
                open.RemoveAt(gone);
            }
            BookSide side = book.SideOf(random.Next(2) == 0 ? Side.Buy : Side.Sell);
            long price = PriceOf(random);
            bool isFoundAgain = side.TryFindAgain(levels, price, out int again);
            int found = side.FindLevel(price);
            Assert.True(side.Find(price) == found, $"seed {seed}, step {i}: price {price}");
            Assert.True(!isFoundAgain || again == found, $"seed {seed}, step {i}: price {price}, found again");
            Assert.True(
                side.TryFindAgain(levels, price, out again) ? again == found : found == Pool<Level>.None,
                $"seed {seed}, step {i}: price {price}, not found again");
        }
        Assert.Equal(open.Count, books.Sum(book => book.OrderCount));

        long PriceOf(Random from) => (1 + from.Next(Prices)) * priceStep;
    }
}
