using System.Globalization;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// 128 bits that stand for the content of a book: equal books give equal digests on every platform, and two books that
/// differ in one price, quantity, order or place in a queue give different ones. Not cryptographic.
/// </summary>
/// <param name="Low">Lower 64 bits.</param>
/// <param name="High">Upper 64 bits.</param>
public readonly record struct BookDigest(ulong Low, ulong High)
{
    /// <summary>Digest of the orders: price, id and displayed quantity of each, in order of priority.</summary>
    /// <remarks>Takes time in proportion to the orders; allocates nothing.</remarks>
    public static BookDigest OfOrders(OrderBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        var builder = BookDigestBuilder.Start();
        builder.BeginSide(MDEntryType.Bid);
        foreach (BookOrder order in book.Orders(MDEntryType.Bid))
            builder.Add(in order);
        builder.BeginSide(MDEntryType.Offer);
        foreach (BookOrder order in book.Orders(MDEntryType.Offer))
            builder.Add(in order);
        return builder.Finish();
    }

    /// <summary>Digest of the price levels of a book, at most so many of each side.</summary>
    /// <param name="book">The book.</param>
    /// <param name="maxLevels">Best levels of each side that count, 0 and up.</param>
    public static BookDigest OfLevels(InstrumentBook book, int maxLevels = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(book);
        var builder = BookDigestBuilder.Start();
        AddLevels(ref builder, book, MDEntryType.Bid, maxLevels);
        AddLevels(ref builder, book, MDEntryType.Offer, maxLevels);
        return builder.Finish();
    }

    /// <summary>The digest as 32 hexadecimal digits, the upper bits first.</summary>
    public override string ToString() =>
        High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);

    private static void AddLevels(ref BookDigestBuilder builder, InstrumentBook book, MDEntryType side, int maxLevels)
    {
        builder.BeginSide(side);
        int count = Math.Min(maxLevels, book.LevelCount(side));
        for (int rank = 0; rank < count; rank++)
            builder.Add(book.LevelAt(side, rank));
    }
}
