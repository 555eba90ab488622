using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Books;

public class BookDigestTests
{
    private static readonly BookOrder[] Orders =
        [new(1, 100, 10), new(2, 100, 20), new(3, 99, 30)];

    [Fact]
    public void Digest_of_a_known_book_never_changes() =>
        Assert.Equal(KnownDigest, DigestOf(Orders, []).ToString());

    [Fact]
    public void Digest_differs_by_order_side_and_every_field()
    {
        BookDigest[] digests =
        [
            DigestOf([], []),
            DigestOf(Orders, []),
            DigestOf([], Orders),
            DigestOf(Orders, Orders),
            DigestOf([Orders[1], Orders[0], Orders[2]], []),
            DigestOf([Orders[0], Orders[1]], [Orders[2]]),
            DigestOf([Orders[0] with { Price = 101 }, Orders[1], Orders[2]], []),
            DigestOf([Orders[0] with { OrderId = 9 }, Orders[1], Orders[2]], []),
            DigestOf([Orders[0] with { Quantity = 11 }, Orders[1], Orders[2]], []),
        ];
        Assert.Equal(digests.Length, digests.Select(digest => digest.Low).Distinct().Count());
        Assert.Equal(digests.Length, digests.Select(digest => digest.High).Distinct().Count());
    }

    // Publisher and consumer may be of different versions: they must agree on this for good.
    private const string KnownDigest = "ddf31d1bc8c7e6011888087befdc1766";

    private static BookDigest DigestOf(BookOrder[] bids, BookOrder[] offers)
    {
        var builder = BookDigestBuilder.Start();
        builder.BeginSide(MDEntryType.Bid);
        foreach (BookOrder order in bids)
            builder.Add(in order);
        builder.BeginSide(MDEntryType.Offer);
        foreach (BookOrder order in offers)
            builder.Add(in order);
        return builder.Finish();
    }
}
