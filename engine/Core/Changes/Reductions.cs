using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Takes a quantity off what is left of an order, which keeps its place; or ends it when nothing would be left.
/// </summary>
internal static class Reductions
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in OrderReduceRequestBlock reduce)
        where TSink : struct, IEventSink
    {
        Request request = new(session, reduce.MsgSeqNum, reduce.ClOrdID);
        OrderReference reference = new()
        {
            OrderId = reduce.OrderID,
            OrigClOrdId = reduce.OrigClOrdID,
            SecurityId = reduce.SecurityID,
        };
        if (!TryCheck(
            state, session, in reduce, ref reference, out int orderIndex, out long lots, out CxlRejReason reason))
        {
            CancelRejects.Write(
                state, ref sink, in request, in reference, CxlRejResponseTo.OrderReduceRequest, reason);
            return;
        }
        if (lots >= RestingOrders.TotalTermsOf(state, orderIndex).LeavesLots)
            OrderEnd.Cancel(state, ref sink, in request, orderIndex, CancelReason.ReducedToZero);
        else
            ReduceInPlace(state, ref sink, in request, orderIndex, lots);
    }

    private static bool TryCheck(
        CoreState state,
        int session,
        in OrderReduceRequestBlock reduce,
        ref OrderReference reference,
        out int orderIndex,
        out long lots,
        out CxlRejReason reason)
    {
        orderIndex = Pool<Order>.None;
        lots = 0;
        reason = CxlRejReason.InvalidClOrdID;
        if (reduce.ClOrdID == 0 || !OrderLookup.TryFind(state, session, ref reference, out orderIndex, out reason))
            return false;
        Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
        QuantityCheck quantity = instrument.CheckReduceQuantity(reduce.ReduceQty, out lots);
        reason = quantity == QuantityCheck.NotOnLot ? CxlRejReason.QuantityNotOnLot : CxlRejReason.IncorrectQuantity;
        return quantity == QuantityCheck.Valid;
    }

    private static void ReduceInPlace<TSink>(
        CoreState state, ref TSink sink, in Request request, int orderIndex, long lots)
        where TSink : struct, IEventSink
    {
        Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
        RestingOrders.Reduce(state, instrument, orderIndex, lots);
        WorkingOrder reduced = RestingOrders.Total(state, orderIndex);
        ExecutionReports.Replaced(
            state, ref sink, in request, instrument, in reduced, PriorityIndicator.PriorityUnchanged);
    }
}
