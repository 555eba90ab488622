using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Finds the open order that a request names: by OrderID when it gives one, else by OrigClOrdID among the ids of its
/// session version.
/// </summary>
internal static class OrderLookup
{
    /// <summary>Finds the order, and completes the reference with its OrderID.</summary>
    /// <returns>Whether the order is open, is this session's and is one in the instrument named.</returns>
    public static bool TryFind(
        CoreState state, int session, ref OrderReference reference, out int orderIndex, out CxlRejReason reason)
    {
        bool open = reference.OrderId == 0
            ? TryFindByClOrdId(state, session, reference.OrigClOrdId, out orderIndex, out bool wasGivenOut)
            : TryFindByOrderId(state, reference.OrderId, out orderIndex, out wasGivenOut);
        reason = !open && wasGivenOut ? CxlRejReason.TooLateToCancel : CxlRejReason.UnknownOrder;
        if (!open)
            return false;
        ref Order order = ref state.Orders[orderIndex];
        Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
        if (order.Session != session || instrument.Terms.SecurityId != reference.SecurityId)
            return false;
        reference.OrderId = order.Terms.OrderId;
        return true;
    }

    private static bool TryFindByClOrdId(
        CoreState state, int session, ulong clOrdId, out int orderIndex, out bool wasGivenOut)
    {
        ClientOrderIds ids = state.Sessions[session].ClientOrderIds;
        bool open = ids.TryGetOpen(clOrdId, out orderIndex);
        wasGivenOut = open || (clOrdId != 0 && ids.IsUsed(clOrdId));
        return open;
    }

    private static bool TryFindByOrderId(CoreState state, ulong orderId, out int orderIndex, out bool wasGivenOut)
    {
        bool open = state.OrderIndex.TryGet(orderId, out orderIndex);
        wasGivenOut = orderId <= state.LastOrderId;
        return open;
    }
}
