using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// The price levels of one instrument as the stream of price levels tells them: as many as are published, best first.
/// Not thread-safe: it is read on the thread that gives its builder the messages. Reading allocates nothing.
/// </summary>
public sealed class PriceLevelBook : InstrumentBook
{
    private readonly PriceLevelSide _bids = new(MDEntryType.Bid);
    private readonly PriceLevelSide _offers = new(MDEntryType.Offer);

    internal PriceLevelBook(uint securityId, FeedState state)
        : base(securityId, state)
    {
    }

    /// <summary>Number of price levels of a side.</summary>
    public int LevelCount(MDEntryType side) => SideOf(side).Prices.Count;

    /// <summary>The level with a rank; 0 is the best.</summary>
    /// <param name="side">Bid or offer.</param>
    /// <param name="rank">0 up to, not including, <see cref="LevelCount"/>.</param>
    public BookLevel LevelAt(MDEntryType side, int rank)
    {
        PriceLevelSide of = SideOf(side);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rank, (uint)of.Prices.Count, nameof(rank));
        return of.LevelAt(rank);
    }

    /// <summary>The best level of a side.</summary>
    /// <returns>False when the side is empty.</returns>
    public bool TryGetBest(MDEntryType side, out BookLevel best)
    {
        PriceLevelSide of = SideOf(side);
        bool any = of.Prices.Count > 0;
        best = any ? of.LevelAt(0) : default;
        return any;
    }

    internal PriceLevelSide SideOf(MDEntryType side) => side == MDEntryType.Bid ? _bids : _offers;

    private protected override void ClearSides()
    {
        _bids.Clear();
        _offers.Clear();
    }
}
