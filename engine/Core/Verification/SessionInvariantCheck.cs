namespace MatchingEngine.Core;

/// <summary>Checks the sessions' part of the state: invariants 8 and 9 of <see cref="InvariantCheck"/>.</summary>
internal static class SessionInvariantCheck
{
    public static void Run(CoreState state)
    {
        int[] renamed = new int[state.Sessions.Count];
        int[] openOrders = CountOpenOrders(state, renamed);
        for (int i = 0; i < state.Sessions.Count; i++)
        {
            Session session = state.Sessions[i];
            Require(session.SessionVerId > 0, "8: a session has no version", session);
            Require(state.Sessions.Find(session.SessionId) == session && session.Index == i, "8: a session is not found", session);
            CheckClientOrderIds(state, session, openOrders[i]);
            Require(session.ClientOrderIds.RenamedCount == renamed[i], "9: replaced orders are miscounted", session);
        }
    }

    private static int[] CountOpenOrders(CoreState state, int[] renamed)
    {
        int[] counts = new int[state.Sessions.Count];
        foreach (int orderIndex in OpenOrderWalk.In(state))
        {
            ref Order order = ref state.Orders[orderIndex];
            InvariantCheck.Require(order.Session < counts.Length, "8: an order is in no session");
            Session session = state.Sessions[order.Session];
            Require(
                IsFound(session, order.FirstClOrdId, orderIndex)
                && IsFound(session, order.Terms.ClOrdId, orderIndex),
                "9: the ClOrdID of an open order does not stand for it", session);
            counts[order.Session]++;
            renamed[order.Session] += order.Terms.ClOrdId != order.FirstClOrdId ? 1 : 0;
        }
        return counts;
    }

    private static bool IsFound(Session session, ulong clOrdId, int orderIndex) =>
        session.ClientOrderIds.IsUsed(clOrdId)
        && session.ClientOrderIds.TryGetOpen(clOrdId, out int found)
        && found == orderIndex;

    private static void CheckClientOrderIds(CoreState state, Session session, int openOrders)
    {
        ClientOrderIds ids = session.ClientOrderIds;
        Require(ids.OpenCount == openOrders, "9: a ClOrdID stands for an order that is not open", session);
        Require(ids.CountUsed() == ids.Count, "9: client order ids are miscounted", session);
        Require(ids.Count <= state.Limits.MaxClientOrderIdsPerSession, "9: more client order ids than allowed", session);
        Require(
            ids.CountDigest() == ids.Digest, "9: the kept digest of the client order ids is wrong", session);
    }

    private static void Require(bool holds, string invariant, Session session)
    {
        if (!holds)
            InvariantViolationException.Throw($"Broken invariant {invariant}, session {session.SessionId}");
    }
}
