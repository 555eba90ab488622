using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Enters an order: the short way of a plain order among plain orders; all others go by <see cref="ExtendedOrders"/>.
/// </summary>
internal static class NewOrders
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in NewOrderSingleBlock order)
        where TSink : struct, IEventSink
    {
        if (!NewOrderCheck.IsPlain(in order)
            || !state.Instruments.TryFind(order.SecurityID, out Instrument? instrument)
            || instrument.NeedsFullCare
            || state.Sessions[session].IsRestricted
            || state.IsVenueBlocked)
        {
            ExtendedOrders.Apply(state, ref sink, session, ExtendedOrders.Widen(in order));
            return;
        }
        Request request = new(session, order.MsgSeqNum, order.ClOrdID);
        ClientOrderIds ids = state.Sessions[session].ClientOrderIds;
        if (order.ClOrdID != 0 && ids.IsUsed(order.ClOrdID))
        {
            ulong first = ids.TryGetOpen(order.ClOrdID, out int open) ? state.Orders[open].Terms.OrderId : 0;
            ExecutionReports.Rejected(state, ref sink, in request, in order, OrdRejReason.DuplicateOrder, first);
            return;
        }
        if (!NewOrderCheck.Passes(
            state, ids, instrument, in order, out WorkingOrder working, out OrdRejReason reason))
        {
            ExecutionReports.Rejected(state, ref sink, in request, in order, reason, orderId: 0);
            return;
        }
        working.Owner = new OrderOwner(session, order.Side);
        working.Terms.OrderId = ++state.LastOrderId;
        ids.Use(order.ClOrdID);
        ExecutionReports.New(state, ref sink, in request, in order, working.Terms.OrderId, order.OrderQty);
        Matcher.Sweep(state, ref sink, in request, instrument, ref working);
        if (working.Terms.LeavesLots == 0)
            return;
        if (order.TimeInForce == TimeInForce.GoodTillCancel)
            Matcher.Rest(state, instrument, in working);
        else
            ExecutionReports.Canceled(
                state, ref sink, in request, instrument, order.Side, working.PriceTicks, in working.Terms,
                CancelReason.ImmediateOrCancelRemainder);
    }
}
