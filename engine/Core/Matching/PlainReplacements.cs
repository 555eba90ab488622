using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Replaces a plain order among plain orders by terms that have passed all checks.</summary>
internal static class PlainReplacements
{
    public static void Replace<TSink>(
        CoreState state, ref TSink sink, Session sender, uint msgSeqNum, ulong clOrdId, Instrument instrument,
        int orderIndex, long priceTicks, long orderLots)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        sender.ClientOrderIds.Use(clOrdId);
        if (orderLots <= order.Terms.CumLots)
            End(state, ref sink, sender, msgSeqNum, clOrdId, instrument, orderIndex);
        else if (priceTicks == level.PriceTicks && orderLots <= order.Terms.OrderLots)
            Reduce(state, ref sink, sender, msgSeqNum, clOrdId, instrument, orderIndex, orderLots);
        else
            Move(state, ref sink, sender, msgSeqNum, clOrdId, instrument, orderIndex, priceTicks, orderLots);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void End<TSink>(
        CoreState state, ref TSink sink, Session sender, uint msgSeqNum, ulong clOrdId, Instrument instrument,
        int orderIndex)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        ExecutionReports.Canceled(
            state, ref sink, sender, msgSeqNum, clOrdId, order.Terms.OrderId, order.Terms.ClOrdId, instrument,
            level.Side, level.PriceTicks, order.Terms.CumLots, order.Terms.LeavesLots,
            CancelReason.ReplacedToExecutedQuantity);
        Matcher.RemovePlain(state, instrument, orderIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reduce<TSink>(
        CoreState state, ref TSink sink, Session sender, uint msgSeqNum, ulong clOrdId, Instrument instrument,
        int orderIndex, long orderLots)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        instrument.Book.Reduce(orderIndex, order.Terms.OrderLots - orderLots);
        ulong origClOrdId = order.Terms.ClOrdId;
        sender.ClientOrderIds.Rename(orderIndex, clOrdId);
        ExecutionReports.Replaced(
            state, ref sink, sender, msgSeqNum, clOrdId, origClOrdId, instrument, level.Side, level.PriceTicks,
            in order.Terms, PriorityIndicator.PriorityUnchanged);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<TSink>(
        CoreState state, ref TSink sink, Session sender, uint msgSeqNum, ulong clOrdId, Instrument instrument,
        int orderIndex, long priceTicks, long orderLots)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        OrderBook book = instrument.Book;
        Side side = level.Side;
        book.Remove(ref order, ref level);
        ulong origClOrdId = order.Terms.ClOrdId;
        sender.ClientOrderIds.Rename(orderIndex, clOrdId);
        order.Terms.OrderLots = orderLots;
        order.Terms.LeavesLots = orderLots - order.Terms.CumLots;
        ExecutionReports.Replaced(
            state, ref sink, sender, msgSeqNum, clOrdId, origClOrdId, instrument, side, priceTicks, in order.Terms,
            PriorityIndicator.LostPriority);
        if (book.OppositeOf(side).IsReachedBy(priceTicks)
            && IsFilled(
                state, ref sink, new Request(sender.Index, msgSeqNum, clOrdId), instrument, side, orderIndex,
                priceTicks))
            return;
        book.Append(book.SideOf(side), orderIndex, ref order, priceTicks, order.Terms.LeavesLots);
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
