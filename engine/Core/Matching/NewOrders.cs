using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Enters an order.</summary>
internal static class NewOrders
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in NewOrderSingleBlock order)
        where TSink : struct, IEventSink
    {
        if (!NewOrderCheck.IsPlain(in order))
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
            state, ids, in order, out Instrument? instrument, out WorkingOrder working, out OrdRejReason reason))
        {
            ExecutionReports.Rejected(state, ref sink, in request, in order, reason, orderId: 0);
            return;
        }
        working.Owner = new OrderOwner(session, order.Side);
        working.Terms.OrderId = ++state.LastOrderId;
        ids.Use(order.ClOrdID);
        ExecutionReports.New(state, ref sink, in request, in order, working.Terms.OrderId, order.OrderQty);
        if (instrument.FullSweepReasons > 0)
        {
            WorkAmongDetailed(state, ref sink, in request, instrument, in working, order.TimeInForce);
            return;
        }
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

    private static void WorkAmongDetailed<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, in WorkingOrder working,
        TimeInForce timeInForce)
        where TSink : struct, IEventSink
    {
        DetailedOrder detailed = new()
        {
            Order = working,
            Details = DetailedOrders.Plain(working.Owner.Side),
            Index = Pool<Order>.None,
        };
        detailed.Details.TimeInForce = timeInForce;
        DetailedOrders.Work(state, ref sink, in request, instrument, ref detailed);
        Cascade.Run(state, ref sink, in request, instrument);
    }
}
