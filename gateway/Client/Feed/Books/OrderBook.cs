using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// The displayed orders of one instrument as the stream of orders tells them: price levels, and the queue of each.
/// Not thread-safe: it is read on the thread that gives its builder the messages. Reading allocates nothing.
/// </summary>
/// <remarks>
/// In the middle of a command (<see cref="InstrumentBook.IsEventComplete"/> is false) the book may be crossed for a moment. Ranks
/// count from 0, the best.
/// </remarks>
public sealed class OrderBook : InstrumentBook
{
    private readonly OrderStore _store;
    private readonly OrderBookSide _bids;
    private readonly OrderBookSide _offers;

    internal OrderBook(OrderStore store, uint securityId, FeedState state)
        : base(securityId, state)
    {
        _store = store;
        _bids = new OrderBookSide(store, MDEntryType.Bid);
        _offers = new OrderBookSide(store, MDEntryType.Offer);
    }

    /// <summary>Displayed orders of both sides.</summary>
    public int OrderCount => _bids.OrderCount + _offers.OrderCount;

    /// <summary>The level at a price.</summary>
    /// <param name="side">Bid or offer.</param>
    /// <param name="price">Price in units of 10^-8.</param>
    /// <param name="level">The level.</param>
    /// <param name="rank">Its rank; 0 is the best.</param>
    /// <returns>False when nothing rests there.</returns>
    public bool TryGetLevel(MDEntryType side, long price, out BookLevel level, out int rank)
    {
        OrderBookSide of = SideOf(side);
        bool found = of.Prices.TryFind(price, out int position);
        rank = found ? of.Prices.RankOf(position) : -1;
        level = found ? of.LevelAt(rank) : default;
        return found;
    }

    /// <summary>An order of this book by its id.</summary>
    /// <returns>False when no such order is displayed in it.</returns>
    public bool TryGetOrder(ulong orderId, out BookOrder order, out MDEntryType side)
    {
        bool found = TryFind(orderId, out int index, out OrderBookSide? of);
        order = found ? new BookOrder(orderId, of!.PriceOf(index), of.OrderAt(index).Quantity) : default;
        side = found ? of!.Type : default;
        return found;
    }

    /// <summary>Levels of a side, best first. The book must not change meanwhile.</summary>
    public OrderBookLevels Levels(MDEntryType side) => new(SideOf(side));

    /// <summary>
    /// Orders of a side, best price first and first in queue first. The book must not change meanwhile.
    /// </summary>
    public OrderBookOrders Orders(MDEntryType side) => new(SideOf(side), 0, int.MaxValue);

    /// <summary>Orders of one level, first in queue first. The book must not change meanwhile.</summary>
    /// <param name="side">Bid or offer.</param>
    /// <param name="rank">Rank of the level; none are given when there is no such level.</param>
    public OrderBookOrders OrdersAt(MDEntryType side, int rank) => new(SideOf(side), Math.Max(0, rank), rank);

    internal OrderBookSide SideOf(MDEntryType side) => side == MDEntryType.Bid ? _bids : _offers;

    /// <summary>Finds an order of this book; one of another is none.</summary>
    internal bool TryFind(ulong orderId, out int order, out OrderBookSide? side)
    {
        side = null;
        order = _store.Index.Find(orderId);
        if (order < 0)
            return false;
        side = _store.Levels[_store.Orders[order].Level].Side;
        return side == _bids || side == _offers;
    }

    private protected override BookSide LevelsOf(MDEntryType side) => SideOf(side);

    private protected override void ClearSides()
    {
        _bids.Clear();
        _offers.Clear();
    }
}
