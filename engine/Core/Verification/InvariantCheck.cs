using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Checks that the state is whole. Between two commands, always:
/// <code>
///  1 book      best bid below best offer, displayed or hidden
///  2 sides     levels strictly sorted by price; each on its own side, in its own instrument
///  3 levels    none empty; order count and quantity are those of the orders in the queue
///  4 queue     links agree in both directions from head to tail; each order points to its level
/// 5 orders something left, nothing negative, OrderQty = CumQty + LeavesQty, within the instrument's largest quantity
/// and price limits
///  6 index     holds the OrderID of each order in a book and no other; ids were given out by the engine
///  7 counts    orders per book, instrument limit, engine limit; pools hold what the books hold and nothing leaks
///  8 sessions  each counts its open orders; version at least 1
/// 9 client the present ClOrdID of each open order stands for it in its session; every id stands for an order that
/// was
///    ids       accepted; count within the limit; kept digest equals the digest of the entries
/// 10 details   an order has them just when it has more than a plain one; each is in the book, heap and list that they
///    say; no triggered stop waits; counts agree
/// 11 exposure  what an account has open is the sum of its orders
/// 12 straight  whatever the straight range of an instrument holds is valid and reaches no hidden order
/// </code>
/// </summary>
internal static class InvariantCheck
{
    public static void Run(CoreState state)
    {
        int orders = 0;
        int levels = 0;
        for (int i = 0; i < state.Instruments.Count; i++)
        {
            Instrument instrument = state.Instruments[i];
            CheckTop(instrument);
            int inBooks = CheckBook(state, instrument, instrument.Book, ref levels)
                + CheckBook(state, instrument, instrument.Hidden, ref levels)
                + CheckBook(state, instrument, instrument.Stops, ref levels);
            Require(inBooks <= instrument.Terms.MaxOpenOrders, "7: more orders than the instrument allows", instrument);
            Require(instrument.Straight.IsSafeIn(instrument), "12: the straight range holds what is not valid", instrument);
            orders += inBooks;
        }
        Require(orders <= state.Limits.MaxOpenOrders, "7: more orders than the engine allows");
        Require(orders == state.OrderIndex.CountAll(), "6: the order index holds an order that is in no book");
        Require(orders == state.Orders.Count, "7: the order pool holds an order that is in no book");
        Require(orders == CountPlaced(state), "7: an order that is gone looks open");
        Require(levels == state.Levels.Count, "7: the level pool holds a level that is in no book");
        Require(state.Orders.Count + state.Orders.CountFree() == state.Orders.Capacity, "7: the order pool leaks");
        Require(state.Levels.Count + state.Levels.CountFree() == state.Levels.Capacity, "7: the level pool leaks");
        SessionInvariantCheck.Run(state);
        DetailsInvariantCheck.Run(state);
        ExposureInvariantCheck.Run(state);
    }

    // Orders that say that they are at a level: what the digest takes for open.
    private static int CountPlaced(CoreState state)
    {
        int placed = 0;
        for (int i = 0; i < state.Orders.UsedCount; i++)
            placed += state.Orders[i].Level == Pool<Level>.None ? 0 : 1;
        return placed;
    }

    internal static void Require(bool holds, string invariant)
    {
        if (!holds)
            InvariantViolationException.Throw("Broken invariant " + invariant);
    }

    private static void Require(bool holds, string invariant, Instrument instrument)
    {
        if (!holds)
            InvariantViolationException.Throw(
                $"Broken invariant {invariant}, instrument {instrument.Terms.SecurityId}");
    }

    private static void CheckTop(Instrument instrument)
    {
        if (instrument.TryGetBestOpposite(Side.Sell, out long bid)
            && instrument.TryGetBestOpposite(Side.Buy, out long offer))
            Require(bid < offer, "1: the book is crossed", instrument);
    }

    private static int CheckBook(CoreState state, Instrument instrument, OrderBook? book, ref int levels)
    {
        if (book is null)
            return 0;
        int orders = CheckSide(state, instrument, book.Bids) + CheckSide(state, instrument, book.Offers);
        Require(orders == book.OrderCount, "7: orders in the book are miscounted", instrument);
        levels += book.Bids.Count + book.Offers.Count;
        return orders;
    }

    private static int CheckSide(CoreState state, Instrument instrument, BookSide side)
    {
        int orders = 0;
        for (int rank = 0; rank < side.Count; rank++)
        {
            int levelIndex = side.LevelAt(rank);
            ref Level level = ref state.Levels[levelIndex];
            Require(level.IsAt(side.Place, level.PriceTicks), "2: a level is misplaced", instrument);
            Require(
                side.Find(level.PriceTicks) == levelIndex
                && (!side.TryFindAgain(state.Levels, level.PriceTicks, out int again) || again == levelIndex),
                "2: a level is not found", instrument);
            if (rank > 0)
            {
                long better = state.Levels[side.LevelAt(rank - 1)].PriceTicks;
                Require(side.IsBetter(better, level.PriceTicks), "2: levels are not sorted", instrument);
            }
            CheckQueue(state, instrument, levelIndex);
            orders += level.OrderCount;
        }
        return orders;
    }

    private static void CheckQueue(CoreState state, Instrument instrument, int levelIndex)
    {
        ref Level level = ref state.Levels[levelIndex];
        int count = 0;
        long lots = 0;
        int previous = Pool<Order>.None;
        for (int at = level.Head; at != Pool<Order>.None; at = state.Orders[at].Next)
        {
            ref Order order = ref state.Orders[at];
            Require(order.Level == levelIndex, "4: an order points to another level", instrument);
            Require(order.Previous == previous, "4: the links of a queue disagree", instrument);
            CheckOrder(state, instrument, in level, at);
            lots += order.Terms.LeavesLots;
            count++;
            Require(
                count <= level.OrderCount, "3: a level's order count is too low, or its queue is a ring", instrument);
            previous = at;
        }
        Require(previous == level.Tail, "4: the tail of a queue is not its last order", instrument);
        Require(count > 0, "3: a level is empty", instrument);
        Require(count == level.OrderCount, "3: a level's order count is too high", instrument);
        Require(lots == level.Lots, "3: a level's quantity is not that of its orders", instrument);
    }

    private static void CheckOrder(CoreState state, Instrument instrument, in Level level, int orderIndex)
    {
        OrderTerms terms = state.Orders[orderIndex].Terms;
        Require(
            terms.LeavesLots > 0 && terms.CumLots >= 0, "5: an order has nothing left or a negative quantity",
            instrument);
        Require(
            terms.OrderLots == terms.CumLots + terms.LeavesLots, "5: an order's quantity is not conserved", instrument);
        Require(
            RestingOrders.TotalTermsOf(state, orderIndex).OrderLots
                <= instrument.Terms.MaxTradeVol / instrument.Terms.RoundLot,
            "5: an order is too large", instrument);
        Require(
            level.PriceTicks > 0 && instrument.PriceOf(level.PriceTicks) >= instrument.Terms.LowLimitPrice
            && instrument.PriceOf(level.PriceTicks) <= instrument.Terms.HighLimitPrice,
            "5: an order rests at an invalid price", instrument);
        Require(
            terms.OrderId != 0 && terms.OrderId <= state.LastOrderId, "6: an OrderID was never given out", instrument);
        Require(
            state.OrderIndex.TryGet(terms.OrderId, out int found) && found == orderIndex,
            "6: an order in the book is not in the order index", instrument);
    }
}
