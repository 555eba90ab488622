namespace MatchingEngine.Core;

/// <summary>
/// What an order is, wherever it is: working its way through the book or resting in it. Quantities in lots;
/// OrderLots = CumLots + LeavesLots at all times.
/// </summary>
internal struct OrderTerms
{
    public ulong OrderId;
    public ulong ClOrdId;
    public long OrderLots;
    public long CumLots;
    public long LeavesLots;

    /// <summary>
    /// Copies word by word: what was written a moment ago in words is read faster in words than in one wide move.
    /// </summary>
    public void CopyFrom(in OrderTerms other)
    {
        OrderId = other.OrderId;
        ClOrdId = other.ClOrdId;
        OrderLots = other.OrderLots;
        CumLots = other.CumLots;
        LeavesLots = other.LeavesLots;
    }

    public void Execute(long lots)
    {
        CumLots += lots;
        LeavesLots -= lots;
    }

    public void Reduce(long lots)
    {
        OrderLots -= lots;
        LeavesLots -= lots;
    }
}
