using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Price-time priority: an order meets the best level first and, in it, the order that came first, at the price of
/// the order that rests; and goes on while its own limit allows. Each step fills one of the two, so a sweep takes at
/// most one step a maker. For plain orders among plain orders; see <see cref="FullSweep"/> for the others.
/// </summary>
internal static class Matcher
{
    public static void Sweep<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref WorkingOrder taker)
        where TSink : struct, IEventSink
    {
        BookSide opposite = instrument.Book.OppositeOf(taker.Owner.Side);
        while (taker.Terms.LeavesLots > 0 && opposite.IsReachedBy(taker.PriceTicks))
            TradeWithFirst(state, ref sink, in request, instrument, opposite, ref taker);
    }

    /// <summary>Puts what is left of a new plain order into the book.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rest(
        CoreState state, OrderBook book, BookSide side, Session sender, ulong clOrdId, ulong orderId, long priceTicks,
        long orderLots, long leavesLots)
    {
        int orderIndex = state.Orders.TakeAsIs();
        ref Order order = ref state.Orders[orderIndex];
        order.Begin(sender.Index, clOrdId, orderId, orderLots, leavesLots);
        sender.ClientOrderIds.Open(clOrdId, orderIndex);
        state.OrderIndex.Add(orderId, orderIndex);
        book.Append(side, orderIndex, ref order, priceTicks, leavesLots);
    }

    /// <summary>Takes a plain order out of the book and forgets it.</summary>
    public static void RemovePlain(CoreState state, Instrument instrument, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        instrument.Book.Remove(ref order, ref state.Levels[order.Level]);
        state.OrderIndex.Remove(order.Terms.OrderId, orderIndex);
        state.Sessions.Unlink(orderIndex);
        state.Orders.Free(orderIndex);
    }

    /// <summary>Takes an order out of the book and forgets it.</summary>
    public static void Remove(CoreState state, Instrument instrument, int orderIndex)
    {
        RestingOrders.TakeOut(state, instrument, orderIndex);
        Forget(state, orderIndex);
    }

    /// <summary>Forgets an order that is no longer in the book.</summary>
    public static void Forget(CoreState state, int orderIndex)
    {
        state.OrderIndex.Remove(state.Orders[orderIndex].Terms.OrderId, orderIndex);
        state.Sessions.Unlink(orderIndex);
        if (state.Orders[orderIndex].HasDetails)
            RestingOrders.DropDetails(state, orderIndex);
        state.Orders.Free(orderIndex);
    }

    private static void TradeWithFirst<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, BookSide opposite,
        ref WorkingOrder taker)
        where TSink : struct, IEventSink
    {
        ref Level level = ref state.Levels[opposite.BestLevel];
        int makerIndex = level.Head;
        ref Order maker = ref state.Orders[makerIndex];
        long lots = Math.Min(taker.Terms.LeavesLots, maker.Terms.LeavesLots);
        SelfTradeIndicator selfTrade = TradePrint.SelfTradeIf(maker.Session == taker.Owner.Session);
        TradePrint print = new(++state.LastTrdMatchId, level.PriceTicks, lots, selfTrade);
        instrument.LastTradeTicks = level.PriceTicks;
        taker.Terms.Execute(lots);
        instrument.Book.Execute(makerIndex, lots);
        OrderOwner makerOwner = new(maker.Session, opposite.Side);
        ExecutionReports.Trade(
            state, ref sink, in request, instrument, in makerOwner, in maker.Terms, AggressorIndicator.Maker, in print);
        ExecutionReports.Trade(
            state, ref sink, in request, instrument, in taker.Owner, in taker.Terms,
            AggressorIndicator.Taker, in print);
        if (maker.Terms.LeavesLots == 0)
            RemovePlain(state, instrument, makerIndex);
    }
}
