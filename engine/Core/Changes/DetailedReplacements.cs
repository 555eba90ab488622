using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Gives new terms to an order that has details, or that is among orders or rules that need care. It stays what it is:
/// iceberg, hidden, post-only or stop. It keeps its place only when nothing changes but to less.
/// </summary>
internal static class DetailedReplacements
{
    /// <returns>False, with the reason, when it is refused and the order is as it was.</returns>
    public static bool TryReplace<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, int orderIndex,
        in ReplacementTerms asked, out CxlRejReason reason)
        where TSink : struct, IEventSink
    {
        DetailedOrder order = DetailedOrders.Load(state, orderIndex);
        long placeTicks = state.Levels[state.Orders[orderIndex].Level].PriceTicks;
        long oldLots = order.Order.Terms.OrderLots;
        long oldDisplayLots = order.Details.DisplayLots;
        order.StopTicks = order.Details.Has(OrderFeatures.Stop) ? placeTicks : 0;
        if (!DetailedReplacementCheck.Passes(state, in request, instrument, in asked, ref order, out reason))
            return false;
        ClientOrderIds ids = state.Sessions[request.Session].ClientOrderIds;
        ids.Use(request.ClOrdId);
        if (order.Order.Terms.OrderLots <= order.Order.Terms.CumLots)
        {
            OrderEnd.Cancel(state, ref sink, in request, orderIndex, CancelReason.ReplacedToExecutedQuantity);
            return true;
        }
        order.Order.Terms.LeavesLots = order.Order.Terms.OrderLots - order.Order.Terms.CumLots;
        bool isStop = order.Details.Has(OrderFeatures.Stop);
        bool keepsPlace = (isStop ? order.StopTicks : order.Order.PriceTicks) == placeTicks
            && order.Order.Terms.OrderLots <= oldLots
            && order.Details.DisplayLots <= oldDisplayLots;
        ExecutionReports.Replaced(
            state, ref sink, in request, instrument, in order.Order,
            keepsPlace ? PriorityIndicator.PriorityUnchanged : PriorityIndicator.LostPriority);
        ids.Rename(orderIndex, request.ClOrdId);
        order.Order.Terms.ClOrdId = request.ClOrdId;
        if (keepsPlace)
            KeepPlace(state, instrument, in order, oldLots - order.Order.Terms.OrderLots);
        else
            MoveToBack(state, ref sink, in request, instrument, ref order);
        return true;
    }

    private static void KeepPlace(CoreState state, Instrument instrument, in DetailedOrder order, long fewerLots)
    {
        Exposures.Closed(state, instrument, order.Index);
        RestingOrders.ReduceUncounted(state, instrument, order.Index, fewerLots);
        if (!state.Orders[order.Index].HasDetails)
            return;
        ref OrderDetails kept = ref state.Details[order.Index];
        kept.DisplayLots = order.Details.DisplayLots;
        kept.LimitTicks = order.Details.LimitTicks;
        kept.TrailFromTicks = order.Details.TrailFromTicks;
        kept.LimitOffsetTicks = order.Details.LimitOffsetTicks;
        Exposures.Opened(state, instrument, order.Index);
    }

    private static void MoveToBack<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        RestingOrders.TakeOut(state, instrument, order.Index);
        if (!order.Details.Has(OrderFeatures.Stop))
        {
            PostOnly.Slide(state, ref sink, in request, instrument, ref order);
            DetailedOrders.Work(state, ref sink, in request, instrument, ref order);
        }
        else if (StopTriggers.IsTriggered(order.Details.Side, order.StopTicks, instrument.LastTradeTicks))
        {
            TrailingStops.Release(state, instrument, order.Index);
            Cascade.Fire(state, ref sink, in request, instrument, ref order);
        }
        else
            DetailedOrders.Rest(
                state, instrument, ref order, StopTriggers.WaitingSideOf(order.Details.Side), order.StopTicks);
        Cascade.Run(state, ref sink, in request, instrument);
    }
}
