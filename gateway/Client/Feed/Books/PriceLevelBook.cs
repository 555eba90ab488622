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

    internal PriceLevelSide SideOf(MDEntryType side) => side == MDEntryType.Bid ? _bids : _offers;

    private protected override BookSide LevelsOf(MDEntryType side) => SideOf(side);

    private protected override void ClearSides()
    {
        _bids.Clear();
        _offers.Clear();
    }
}
