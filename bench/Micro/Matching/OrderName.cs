namespace MatchingEngine.Micro;

/// <summary>How a request names its order.</summary>
public enum OrderName
{
    /// <summary>By the engine's id.</summary>
    OrderID,

    /// <summary>By the client's id, which the engine looks up among those of the session.</summary>
    OrigClOrdID,
}
