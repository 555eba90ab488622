using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The price levels of one side of a book, however it is kept.</summary>
internal abstract class BookSide(MDEntryType type)
{
    public MDEntryType Type => type;

    /// <summary>The prices, best first.</summary>
    public PriceIndex Prices { get; } = new(type == MDEntryType.Bid);

    /// <summary>The level with a rank, which is there; 0 is the best.</summary>
    public abstract BookLevel LevelAt(int rank);
}
