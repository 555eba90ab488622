namespace MatchingEngine.Core;

/// <summary>The list of the trailing stops of an instrument.</summary>
internal readonly struct TrailingStopList : IDetailList
{
    /// <inheritdoc/>
    public static ref OrderNeighbours In(ref DetailLinks links) => ref links.Trailing;
}
