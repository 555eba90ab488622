namespace MatchingEngine.Micro;

/// <summary>What a replace changes.</summary>
public enum Replacement
{
    /// <summary>Less quantity: the order keeps its place.</summary>
    LessQuantity,

    /// <summary>More quantity: the order goes to the back of its queue.</summary>
    MoreQuantity,

    /// <summary>Another price: the order leaves its level and joins the next.</summary>
    OtherPrice,
}
