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
