namespace MatchingEngine.Core;

/// <summary>An order by itself: on its way through the book, or as it is told of.</summary>
internal struct WorkingOrder
{
    public OrderTerms Terms;
    public OrderOwner Owner;

    /// <summary>Its limit.</summary>
    public long PriceTicks;
}
