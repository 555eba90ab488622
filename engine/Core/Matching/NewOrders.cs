using System.Runtime.CompilerServices;
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
        ref Session sender = ref state.Sessions[session];
        if (!NewOrderCheck.IsPlain(in order)
            || !state.Instruments.TryFind(order.SecurityID, out Instrument? instrument)
            || instrument.NeedsFullCare
            || sender.IsRestricted
            || state.IsVenueBlocked)
        {
            EnterWithCare(state, ref sink, session, in order);
            return;
        }
        ClientOrderIds ids = sender.ClientOrderIds;
        if (!NewOrderCheck.Passes(state, ids, instrument, in order, out long ticks, out long lots, out var reason))
        {
            Reject(state, ref sink, session, in order, reason);
            return;
        }
        ulong orderId = ++state.LastOrderId;
        ids.Use(order.ClOrdID);
        ExecutionReports.New(state, ref sink, ref sender, in order, orderId, order.OrderQty);
        long leavesLots = lots;
        if (instrument.Book.OppositeOf(order.Side).IsReachedBy(ticks))
            leavesLots = Trade(state, ref sink, session, in order, instrument, orderId, ticks, lots);
        if (leavesLots == 0)
            return;
        if (order.TimeInForce == TimeInForce.GoodTillCancel)
            Matcher.Rest(state, instrument, session, in order, orderId, ticks, lots, leavesLots);
        else
            ExecutionReports.Canceled(
                state, ref sink, ref sender, order.MsgSeqNum, order.ClOrdID, orderId, order.ClOrdID, instrument,
                order.Side, ticks, lots - leavesLots, leavesLots, CancelReason.ImmediateOrCancelRemainder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnterWithCare<TSink>(
        CoreState state, ref TSink sink, int session, in NewOrderSingleBlock order)
        where TSink : struct, IEventSink =>
        ExtendedOrders.Apply(state, ref sink, session, ExtendedOrders.Widen(in order));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reject<TSink>(
        CoreState state, ref TSink sink, int session, in NewOrderSingleBlock order, OrdRejReason reason)
        where TSink : struct, IEventSink
    {
        ulong first = 0;
        if (reason == OrdRejReason.DuplicateOrder
            && state.Sessions[session].ClientOrderIds.TryGetOpen(order.ClOrdID, out int open))
            first = state.Orders[open].Terms.OrderId;
        ExecutionReports.Rejected(state, ref sink, session, in order, reason, first);
    }

    /// <returns>What is left.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Trade<TSink>(
        CoreState state, ref TSink sink, int session, in NewOrderSingleBlock order, Instrument instrument,
        ulong orderId, long ticks, long lots)
        where TSink : struct, IEventSink
    {
        Request request = new(session, order.MsgSeqNum, order.ClOrdID);
        WorkingOrder taker = new() { Owner = new OrderOwner(session, order.Side), PriceTicks = ticks };
        taker.Terms.OrderId = orderId;
        taker.Terms.ClOrdId = order.ClOrdID;
        taker.Terms.OrderLots = lots;
        taker.Terms.LeavesLots = lots;
        Matcher.Sweep(state, ref sink, in request, instrument, ref taker);
        return taker.Terms.LeavesLots;
    }
}
