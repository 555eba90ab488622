namespace MatchingEngine.Core;

/// <summary>
/// An order with all that it may have on its way through the book: new, replaced, or triggered. Its terms are total:
/// nothing of an iceberg is in reserve while it works.
/// </summary>
internal struct DetailedOrder
{
    public WorkingOrder Order;
    public OrderDetails Details;

    /// <summary>Stop price of a stop that is not triggered.</summary>
    public long StopTicks;

    /// <summary>Must fill at once; 0 for no such condition.</summary>
    public long MinLots;

    /// <summary>Its index in the pool when it has rested before, else -1.</summary>
    public int Index;

    /// <summary>What it shows when it rests with what it has left.</summary>
    public readonly long ShownLots =>
        Details.Has(OrderFeatures.Hidden | OrderFeatures.Stop) ? 0
        : Details.Has(OrderFeatures.Iceberg) ? Math.Min(Details.DisplayLots, Order.Terms.LeavesLots)
        : Order.Terms.LeavesLots;
}
