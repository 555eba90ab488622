namespace MatchingEngine.Core;

/// <summary>
/// A resting order in its pool: 64 bytes. Side, price and instrument are its level's. Links are indices of the pool,
/// -1 for none.
/// </summary>
internal struct Order
{
    private const int DetailsFlag = 1 << 30;

    public OrderTerms Terms;

    /// <summary>Neighbours in the queue of the level, towards the head and the tail.</summary>
    public int Previous;
    public int Next;

    /// <summary>Index of the level in its pool; -1 while the order works its way through the book.</summary>
    public int Level;

    /// <summary>Index of the session, and whether there are details: together, for the size's sake.</summary>
    private int _sessionAndFlags;

    /// <summary>The client order id that it came in with in this session version; its present one is a term.</summary>
    public ulong FirstClOrdId;

    /// <summary>Index of the session that owns it.</summary>
    public int Session
    {
        readonly get => _sessionAndFlags & ~DetailsFlag;
        set => _sessionAndFlags = (_sessionAndFlags & DetailsFlag) | value;
    }

    /// <summary>Makes it a plain order that begins to rest, under the id that it came in with.</summary>
    public void Begin(int session, ulong clOrdId, ulong orderId, long orderLots, long leavesLots)
    {
        Terms.OrderId = orderId;
        Terms.ClOrdId = clOrdId;
        FirstClOrdId = clOrdId;
        Terms.OrderLots = orderLots;
        Terms.CumLots = orderLots - leavesLots;
        Terms.LeavesLots = leavesLots;
        _sessionAndFlags = session;
    }

    /// <summary>
    /// Whether it has more to it than a plain limit order; what that is, stands in the table of details.
    /// </summary>
    public bool HasDetails
    {
        readonly get => (_sessionAndFlags & DetailsFlag) != 0;
        set => _sessionAndFlags = value ? _sessionAndFlags | DetailsFlag : _sessionAndFlags & ~DetailsFlag;
    }
}
