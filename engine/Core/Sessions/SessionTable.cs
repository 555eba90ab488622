using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>All sessions, in order of their first negotiation.</summary>
internal sealed class SessionTable(CoreLimits limits, Pool<Order> orders)
{
    public const int None = -1;

    private IdTable<Session> _bySessionId = new();
    private Session[] _sessions = new Session[16];

    public int Count { get; private set; }

    public Session this[int index] => _sessions[index];

    /// <summary>Index of a session, or <see cref="None"/>.</summary>
    public int IndexOf(uint sessionId) => Find(sessionId)?.Index ?? None;

    /// <summary>A session by its id, or null; no session has the id 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Session? Find(uint sessionId) => _bySessionId.Find(sessionId);

    /// <summary>
    /// Finds the session that sent a message, and takes note of its number; not when there is no such session, or when the
    /// number is not new: the message was answered when it came first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdmit(uint sessionId, uint msgSeqNum, [NotNullWhen(true)] out Session? session)
    {
        session = Find(sessionId);
        if (session is null || msgSeqNum <= session.LastIncomingSeqNo)
            return false;
        session.LastIncomingSeqNo = msgSeqNum;
        return true;
    }

    /// <summary>Adds a session that is new, with its first version.</summary>
    public void Add(uint sessionId, ulong sessionVerId)
    {
        if (Count == _sessions.Length)
            Array.Resize(ref _sessions, Count * 2);
        Session session = new(Count, sessionId, new ClientOrderIds(limits, orders)) { SessionVerId = sessionVerId };
        _sessions[Count++] = session;
        _bySessionId.Add(sessionId, session);
    }

    /// <summary>
    /// Begins a new version: numbers start at 1 again, client order ids are forgotten but for the present one of each
    /// open order.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="sessionVerId">The version.</param>
    /// <param name="scratch">Room for its open orders; empty before and after.</param>
    public void BeginVersion(Session session, ulong sessionVerId, OrderSelection scratch)
    {
        session.SessionVerId = sessionVerId;
        session.LastIncomingSeqNo = 0;
        session.NextOutgoingSeqNo = 1;
        scratch.TakeOpenOf(session, orders);
        session.ClientOrderIds.BeginVersion(scratch);
        scratch.Clear();
    }

    /// <summary>Has an order that begins to rest found by its client order id.</summary>
    public void Link(int orderIndex)
    {
        ref Order order = ref orders[orderIndex];
        order.FirstClOrdId = order.Terms.ClOrdId;
        _sessions[order.Session].ClientOrderIds.Open(order.FirstClOrdId, orderIndex);
    }

    /// <summary>The order is gone: its ids lead to it no more.</summary>
    public void Unlink(int orderIndex) => _sessions[orders[orderIndex].Session].ClientOrderIds.Close(orderIndex);
}
