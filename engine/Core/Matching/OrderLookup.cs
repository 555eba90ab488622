using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Finds the open order that a request names: by OrderID when it gives one, else by OrigClOrdID among the ids of its
/// session version.
/// </summary>
internal static class OrderLookup
{
    /// <summary>Finds the order, and completes the reference with its OrderID where that is known.</summary>
    /// <returns>Whether the order is open, is this session's and is one in the instrument named.</returns>
    public static bool TryFind(
        CoreState state, int session, ref OrderReference reference, out int orderIndex, out CxlRejReason reason)
    {
        orderIndex = Pool<Order>.None;
        reason = CxlRejReason.UnknownOrder;
        ulong orderId = reference.OrderId;
        if (orderId == 0 && !TryFindId(state, session, reference.OrigClOrdId, out orderId))
            return false;
        if (orderId > state.LastOrderId)
            return false;
        if (!state.OrderIndex.TryGet(orderId, out long found))
        {
            reason = CxlRejReason.TooLateToCancel;
            reference.OrderId = orderId;
            return false;
        }
        ref Order order = ref state.Orders[(int)found];
        Instrument instrument = RestingOrders.InstrumentOf(state, (int)found);
        if (order.Session != session || instrument.Terms.SecurityId != reference.SecurityId)
            return false;
        orderIndex = (int)found;
        reference.OrderId = orderId;
        return true;
    }

    private static bool TryFindId(CoreState state, int session, ulong origClOrdId, out ulong orderId)
    {
        orderId = 0;
        return origClOrdId != 0 && state.Sessions[session].ClientOrderIds.TryGetOrderId(origClOrdId, out orderId);
    }
}
