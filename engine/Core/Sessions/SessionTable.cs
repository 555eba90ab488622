using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>All sessions, in order of their first negotiation, with the lists of their open orders.</summary>
internal sealed class SessionTable(CoreLimits limits, Pool<Order> orders)
{
    public const int None = IdTable.None;

    private readonly IdTable _indexBySessionId = new();
    private Session[] _sessions = new Session[16];

    public int Count { get; private set; }

    public ref Session this[int index] => ref _sessions[index];

    /// <summary>Index of a session, or <see cref="None"/>; no session has the id 0.</summary>
    public int Find(uint sessionId) => _indexBySessionId.Find(sessionId);

    /// <summary>Adds a session that is new, with its first version.</summary>
    public void Add(uint sessionId, ulong sessionVerId)
    {
        if (Count == _sessions.Length)
            Array.Resize(ref _sessions, Count * 2);
        _sessions[Count] = new Session
        {
            SessionId = sessionId,
            SessionVerId = sessionVerId,
            NextOutgoingSeqNo = 1,
            FirstOrder = Pool<Order>.None,
            LastOrder = Pool<Order>.None,
            ClientOrderIds = new ClientOrderIds(limits, orders),
        };
        _indexBySessionId.Add(sessionId, Count);
        Count++;
    }

    /// <summary>
    /// Begins a new version: numbers start at 1 again, client order ids are forgotten but for the present one of each
    /// open order.
    /// </summary>
    public void BeginVersion(int index, ulong sessionVerId)
    {
        ref Session session = ref _sessions[index];
        session.SessionVerId = sessionVerId;
        session.LastIncomingSeqNo = 0;
        session.NextOutgoingSeqNo = 1;
        session.ClientOrderIds.Clear();
        for (int at = session.FirstOrder; at != Pool<Order>.None; at = orders[at].NextOfSession)
        {
            session.ClientOrderIds.Use(orders[at].Terms.ClOrdId);
            session.ClientOrderIds.Open(orders[at].Terms.ClOrdId, at);
        }
    }

    /// <summary>
    /// Adds an order to the end of its session's list and to the orders found by their client order ids.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Link(int orderIndex)
    {
        ref Order order = ref orders[orderIndex];
        ref Session session = ref _sessions[order.Session];
        order.PreviousOfSession = session.LastOrder;
        order.NextOfSession = Pool<Order>.None;
        if (session.LastOrder == Pool<Order>.None)
            session.FirstOrder = orderIndex;
        else
            orders[session.LastOrder].NextOfSession = orderIndex;
        session.LastOrder = orderIndex;
        session.OpenOrderCount++;
        session.ClientOrderIds.Open(order.Terms.ClOrdId, orderIndex);
    }

    /// <summary>
    /// Takes an order out of its session's list and out of those found by their client order ids.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Unlink(int orderIndex)
    {
        ref Order order = ref orders[orderIndex];
        ref Session session = ref _sessions[order.Session];
        if (order.PreviousOfSession == Pool<Order>.None)
            session.FirstOrder = order.NextOfSession;
        else
            orders[order.PreviousOfSession].NextOfSession = order.NextOfSession;
        if (order.NextOfSession == Pool<Order>.None)
            session.LastOrder = order.PreviousOfSession;
        else
            orders[order.NextOfSession].PreviousOfSession = order.PreviousOfSession;
        session.OpenOrderCount--;
        session.ClientOrderIds.Close(order.Terms.ClOrdId, orderIndex);
    }
}
