namespace MatchingEngine.Core;

/// <summary>Which of the lists that an order with details may stand in.</summary>
internal interface IDetailList
{
    /// <summary>The order's neighbours in this list.</summary>
    static abstract ref OrderNeighbours In(ref DetailLinks links);
}
