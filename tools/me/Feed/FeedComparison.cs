using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed;

/// <summary>
/// Holds the streams of one instrument against each other: what orders, price levels and best bid and offer say after
/// the same command. The streams are received independently, so each waits here for the other, a bounded number of
/// commands.
/// </summary>
internal sealed class FeedComparison(int depth)
{
    private const int Window = 1 << 14;

    private readonly Entry[] _entries = new Entry[Window];

    public long LevelComparisons { get; private set; }

    public long BestComparisons { get; private set; }

    public long Differences { get; private set; }

    public string? FirstDifference { get; private set; }

    public void OnOrders(OrderBook book)
    {
        ref Entry entry = ref At(book.EngineSequence);
        entry.FromOrders = BookDigest.OfLevels(book, depth);
        entry.BestFromOrders = BestOf(book);
        entry.HasOrders = true;
        Compare(book.SecurityId, ref entry);
    }

    public void OnLevels(PriceLevelBook book)
    {
        ref Entry entry = ref At(book.EngineSequence);
        entry.FromLevels = BookDigest.OfLevels(book, depth);
        entry.HasLevels = true;
        Compare(book.SecurityId, ref entry);
    }

    public void OnBest(ref readonly BestBidOfferBlock best)
    {
        ref Entry entry = ref At(best.EngineSequence);
        entry.Best = new Top(
            best.BidPx, best.BidSize, best.BidNumberOfOrders, best.OfferPx, best.OfferSize, best.OfferNumberOfOrders);
        entry.HasBest = true;
        Compare(best.SecurityID, ref entry);
    }

    private ref Entry At(long sequence)
    {
        ref Entry entry = ref _entries[sequence & (Window - 1)];
        if (entry.Sequence != sequence)
            entry = new Entry { Sequence = sequence };
        return ref entry;
    }

    private void Compare(uint securityId, ref Entry entry)
    {
        if (!entry.HasOrders)
            return;
        if (entry.HasLevels)
        {
            entry.HasLevels = false;
            LevelComparisons++;
            if (entry.FromLevels != entry.FromOrders)
                Differ($"instrument {securityId} after command {entry.Sequence}: price levels differ from the orders");
        }
        if (entry.HasBest)
        {
            entry.HasBest = false;
            BestComparisons++;
            if (entry.Best != entry.BestFromOrders)
            {
                Differ($"instrument {securityId} after command {entry.Sequence}: best bid and offer {entry.Best} differ "
                    + $"from those of the orders {entry.BestFromOrders}");
            }
        }
    }

    private void Differ(string what)
    {
        Differences++;
        FirstDifference ??= what;
    }

    private static Top BestOf(OrderBook book)
    {
        book.TryGetBest(MDEntryType.Bid, out BookLevel bid);
        book.TryGetBest(MDEntryType.Offer, out BookLevel offer);
        return new Top(
            bid.Price, bid.Quantity, (uint)bid.OrderCount, offer.Price, offer.Quantity, (uint)offer.OrderCount);
    }

    private record struct Entry(long Sequence)
    {
        public BookDigest FromOrders;
        public BookDigest FromLevels;
        public Top BestFromOrders;
        public Top Best;
        public bool HasOrders;
        public bool HasLevels;
        public bool HasBest;
    }

    private readonly record struct Top(
        long BidPx, long BidSize, uint BidOrders, long OfferPx, long OfferSize, uint OfferOrders);
}
