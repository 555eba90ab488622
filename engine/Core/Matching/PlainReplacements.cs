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
        {
            ExecutionReports.Canceled(
                state, ref sink, sender, msgSeqNum, clOrdId, order.Terms.OrderId, order.Terms.ClOrdId,
                instrument, level.Side, level.PriceTicks, order.Terms.CumLots, order.Terms.LeavesLots,
                CancelReason.ReplacedToExecutedQuantity);
            Matcher.RemovePlain(state, instrument, orderIndex);
            return;
        }
        Side side = level.Side;
        bool keepsPlace = priceTicks == level.PriceTicks && orderLots <= order.Terms.OrderLots;
        if (keepsPlace)
            instrument.Book.Reduce(orderIndex, order.Terms.OrderLots - orderLots);
        else
            instrument.Book.Remove(ref order, ref level);
        ulong origClOrdId = order.Terms.ClOrdId;
        sender.ClientOrderIds.Rename(orderIndex, clOrdId);
        order.Terms.OrderLots = orderLots;
        order.Terms.LeavesLots = orderLots - order.Terms.CumLots;
        ExecutionReports.Replaced(
            state, ref sink, sender, msgSeqNum, clOrdId, origClOrdId, instrument, side, priceTicks,
            in order.Terms, keepsPlace ? PriorityIndicator.PriorityUnchanged : PriorityIndicator.LostPriority);
        if (keepsPlace)
            return;
        if (instrument.Book.OppositeOf(side).IsReachedBy(priceTicks)
            && IsFilled(
                state, ref sink, new Request(sender.Index, msgSeqNum, clOrdId), instrument, side, orderIndex,
                priceTicks))
            return;
        instrument.Book.Append(orderIndex, ref order, side, priceTicks, order.Terms.LeavesLots);
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
