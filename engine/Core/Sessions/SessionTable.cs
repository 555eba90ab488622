using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>All sessions, in order of their first negotiation.</summary>
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
            ClientOrderIds = new ClientOrderIds(limits, orders),
        };
        _indexBySessionId.Add(sessionId, Count);
        Count++;
    }

    /// <summary>
    /// Begins a new version: numbers start at 1 again, client order ids are forgotten but for the present one of each
    /// open order.
    /// </summary>
    /// <param name="index">The session.</param>
    /// <param name="sessionVerId">The version.</param>
    /// <param name="scratch">Room for its open orders; empty before and after.</param>
    public void BeginVersion(int index, ulong sessionVerId, OrderSelection scratch)
    {
        ref Session session = ref _sessions[index];
        session.SessionVerId = sessionVerId;
        session.LastIncomingSeqNo = 0;
        session.NextOutgoingSeqNo = 1;
        scratch.TakeOpenOf(in session, orders);
        session.ClientOrderIds.BeginVersion(scratch);
        scratch.Clear();
    }

    /// <summary>Counts an order as one of its session's, and has it found by its client order id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Link(int orderIndex)
    {
        ref Order order = ref orders[orderIndex];
        ref Session session = ref _sessions[order.Session];
        order.FirstClOrdId = order.Terms.ClOrdId;
        session.OpenOrderCount++;
        session.ClientOrderIds.Open(order.FirstClOrdId, orderIndex);
    }

    /// <summary>An order is no longer one of its session's and not found any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Unlink(int orderIndex)
    {
        ref Session session = ref _sessions[orders[orderIndex].Session];
        session.OpenOrderCount--;
        session.ClientOrderIds.Close(orderIndex);
    }
}
