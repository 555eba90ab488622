namespace MatchingEngine.Core;

/// <summary>An order on its way through the book: new, or replaced with new terms.</summary>
internal struct WorkingOrder
{
    public OrderTerms Terms;
    public OrderOwner Owner;

    /// <summary>Its limit.</summary>
    public long PriceTicks;
}
