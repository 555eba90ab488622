namespace MatchingEngine.Core;

/// <summary>
/// A resting order in its pool: 64 bytes. Side, price and instrument are its level's. Links are indices of the pool,
/// -1 for none.
/// </summary>
internal struct Order
{
    public OrderTerms Terms;

    /// <summary>Neighbours in the queue of the level, towards the head and the tail.</summary>
    public int Previous;
    public int Next;

    /// <summary>Index of the level in its pool; -1 while the order works its way through the book.</summary>
    public int Level;

    /// <summary>Index of the session that owns it.</summary>
    public int Session;

    /// <summary>Neighbours among the open orders of the session, in order of entry.</summary>
    public int PreviousOfSession;
    public int NextOfSession;
}
