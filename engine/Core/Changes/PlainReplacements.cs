using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Replaces a plain order among plain orders by terms that have passed all checks.</summary>
internal static class PlainReplacements
{
    public static void Replace<TSink>(
        CoreState state, ref TSink sink, Session sender, in Request request, Instrument instrument, int orderIndex,
        in NewTerms terms)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        sender.ClientOrderIds.Use(request.ClOrdId);
        if (terms.OrderLots <= order.Terms.CumLots)
            OrderEnd.Cancel(state, ref sink, in request, orderIndex, CancelReason.ReplacedToExecutedQuantity);
        else if (terms.PriceTicks == level.PriceTicks && terms.OrderLots <= order.Terms.OrderLots)
            Reduce(state, ref sink, sender, in request, instrument, orderIndex, terms.OrderLots);
        else
            Move(state, ref sink, sender, in request, instrument, orderIndex, in terms);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reduce<TSink>(
        CoreState state, ref TSink sink, Session sender, in Request request, Instrument instrument, int orderIndex,
        long orderLots)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        instrument.Book.Reduce(orderIndex, order.Terms.OrderLots - orderLots);
        ExecutionReports.Replaced(
            state, ref sink, sender, in request, instrument, level.Side, level.PriceTicks, in order.Terms,
            PriorityIndicator.PriorityUnchanged);
        sender.ClientOrderIds.Rename(orderIndex, request.ClOrdId);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<TSink>(
        CoreState state, ref TSink sink, Session sender, in Request request, Instrument instrument, int orderIndex,
        in NewTerms terms)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        OrderBook book = instrument.Book;
        Side side = level.Side;
        book.Remove(ref order, ref level);
        order.Terms.OrderLots = terms.OrderLots;
        order.Terms.LeavesLots = terms.OrderLots - order.Terms.CumLots;
        ExecutionReports.Replaced(
            state, ref sink, sender, in request, instrument, side, terms.PriceTicks, in order.Terms,
            PriorityIndicator.LostPriority);
        sender.ClientOrderIds.Rename(orderIndex, request.ClOrdId);
        if (book.OppositeOf(side).IsReachedBy(terms.PriceTicks)
            && IsFilled(state, ref sink, in request, instrument, side, orderIndex, terms.PriceTicks))
            return;
        book.Append(book.SideOf(side), orderIndex, ref order, terms.PriceTicks, order.Terms.LeavesLots);
    }

    // The order keeps its index in the pool and its entries in the indices while it trades.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsFilled<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, Side side, int orderIndex,
        long priceTicks)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        WorkingOrder taker = new()
        {
            Terms = order.Terms,
            Owner = new OrderOwner(request.Session, side),
            PriceTicks = priceTicks,
        };
        Matcher.Sweep(state, ref sink, in request, instrument, ref taker);
        order.Terms.CopyFrom(in taker.Terms);
        if (taker.Terms.LeavesLots != 0)
            return false;
        Matcher.Forget(state, orderIndex);
        return true;
    }
}
