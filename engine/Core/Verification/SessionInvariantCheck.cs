namespace MatchingEngine.Core;

/// <summary>Checks the sessions' part of the state: invariants 8 and 9 of <see cref="InvariantCheck"/>.</summary>
internal static class SessionInvariantCheck
{
    public static void Run(CoreState state)
    {
        int[] openOrders = CountOpenOrders(state);
        for (int i = 0; i < state.Sessions.Count; i++)
        {
            ref Session session = ref state.Sessions[i];
            Require(session.SessionVerId > 0, "8: a session has no version", in session);
            Require(state.Sessions.Find(session.SessionId) == i, "8: a session is not found", in session);
            Require(openOrders[i] == session.OpenOrderCount, "8: a session's open orders are miscounted", in session);
            CheckClientOrderIds(state, in session);
        }
    }

    private static int[] CountOpenOrders(CoreState state)
    {
        int[] counts = new int[state.Sessions.Count];
        foreach (int orderIndex in OpenOrderWalk.In(state))
        {
            ref Order order = ref state.Orders[orderIndex];
            InvariantCheck.Require(order.Session < counts.Length, "8: an order is in no session");
            ref Session session = ref state.Sessions[order.Session];
            Require(
                IsFound(in session, order.FirstClOrdId, orderIndex)
                && IsFound(in session, order.Terms.ClOrdId, orderIndex),
                "9: the ClOrdID of an open order does not stand for it", in session);
            counts[order.Session]++;
        }
        return counts;
    }

    private static bool IsFound(in Session session, ulong clOrdId, int orderIndex) =>
        session.ClientOrderIds.IsUsed(clOrdId)
        && session.ClientOrderIds.TryGetOpen(clOrdId, out int found)
        && found == orderIndex;

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
