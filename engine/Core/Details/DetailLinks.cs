namespace MatchingEngine.Core;

/// <summary>
/// Where an order with details stands among others like it; changes with its neighbours, whatever the order does.
/// Links are indices of the order pool, -1 for none.
/// </summary>
internal struct DetailLinks
{
    /// <summary>Place in the expiry heap of a good-till-date order.</summary>
    public int ExpiryPosition;

    /// <summary>Neighbours among all day orders, in order of entry.</summary>
    public int PreviousDay;
    public int NextDay;

    /// <summary>Neighbours among the trailing stops of the instrument, in order of entry.</summary>
    public int PreviousTrailing;
    public int NextTrailing;
}
