namespace MatchingEngine.Core;

/// <summary>Which of the books of an instrument it is.</summary>
internal enum BookKind
{
    /// <summary>What is displayed.</summary>
    Displayed = 0,

    /// <summary>Hidden orders by price.</summary>
    Hidden = 1,

    /// <summary>Stops by stop price, each on the side opposite to its own.</summary>
    Stops = 2,
}
