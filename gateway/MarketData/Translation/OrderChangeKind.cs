namespace MatchingEngine.MarketData;

/// <summary>The messages of the stream of orders.</summary>
internal enum OrderChangeKind : byte
{
    /// <summary>At the back of the queue of its price.</summary>
    Added,

    /// <summary>Has traded.</summary>
    Executed,

    /// <summary>Shows less, keeps its place.</summary>
    Reduced,

    /// <summary>Another price or quantity, at the back.</summary>
    Replaced,

    /// <summary>No longer displayed.</summary>
    Deleted,

    /// <summary>A hidden order has traded.</summary>
    HiddenExecuted,
}
