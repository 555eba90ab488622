namespace MatchingEngine.Core;

/// <summary>
/// Where an order with details stands among others like it; changes with its neighbours, whatever the order does.
/// </summary>
internal struct DetailLinks
{
    /// <summary>Place in the expiry heap of a good-till-date order.</summary>
    public int ExpiryPosition;

    /// <summary>Among all day orders.</summary>
    public OrderNeighbours Day;

    /// <summary>Among the trailing stops of the instrument.</summary>
    public OrderNeighbours Trailing;
}
