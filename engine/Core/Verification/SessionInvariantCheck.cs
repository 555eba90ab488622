namespace MatchingEngine.Core;

/// <summary>Checks the sessions' part of the state: invariants 8 and 9 of <see cref="InvariantCheck"/>.</summary>
internal static class SessionInvariantCheck
{
    public static void Run(CoreState state, int ordersInBooks)
    {
        int listed = 0;
        for (int i = 0; i < state.Sessions.Count; i++)
        {
            ref Session session = ref state.Sessions[i];
            Require(session.SessionVerId > 0, "8: a session has no version", in session);
            Require(state.Sessions.Find(session.SessionId) == i, "8: a session is not found", in session);
            CheckOrders(state, i);
            CheckClientOrderIds(state, in session);
            listed += session.OpenOrderCount;
        }
        InvariantCheck.Require(listed == ordersInBooks, "8: an open order is in no session's list");
    }

    private static void CheckOrders(CoreState state, int sessionIndex)
    {
        ref Session session = ref state.Sessions[sessionIndex];
        int count = 0;
        int previous = Pool<Order>.None;
        for (int at = session.FirstOrder; at != Pool<Order>.None; at = state.Orders[at].NextOfSession)
        {
            ref Order order = ref state.Orders[at];
            Require(order.Session == sessionIndex, "8: an order is in another session's list", in session);
            Require(order.PreviousOfSession == previous, "8: the links of a session's list disagree", in session);
            Require(
                state.OrderIndex.TryGet(order.Terms.OrderId, out int found) && found == at,
                "8: a session lists an order that is not open", in session);
            Require(
                session.ClientOrderIds.TryGetOpen(order.Terms.ClOrdId, out int open) && open == at
                && session.ClientOrderIds.IsUsed(order.Terms.ClOrdId),
                "9: the ClOrdID of an open order does not stand for it", in session);
            count++;
            Require(
                count <= session.OpenOrderCount, "8: a session's count is too low, or its list is a ring", in session);
            previous = at;
        }
        Require(previous == session.LastOrder, "8: the end of a session's list is not its last order", in session);
        Require(count == session.OpenOrderCount, "8: a session's count is too high", in session);
    }

    private static void CheckClientOrderIds(CoreState state, in Session session)
    {
        ClientOrderIds ids = session.ClientOrderIds;
        Require(ids.OpenCount == session.OpenOrderCount, "9: a ClOrdID stands for an order that is not open", in session);
        Require(ids.CountUsed() == ids.Count, "9: client order ids are miscounted", in session);
        Require(ids.Count <= state.Limits.MaxClientOrderIdsPerSession, "9: more client order ids than allowed", in session);
        Require(
            ids.CountDigest() == ids.Digest, "9: the kept digest of the client order ids is wrong", in session);
    }

    private static void Require(bool holds, string invariant, in Session session)
    {
        if (!holds)
            InvariantViolationException.Throw($"Broken invariant {invariant}, session {session.SessionId}");
    }
}
