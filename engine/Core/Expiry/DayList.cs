namespace MatchingEngine.Core;

/// <summary>The list of all day orders.</summary>
internal readonly struct DayList : IDetailList
{
    /// <inheritdoc/>
    public static ref OrderNeighbours In(ref DetailLinks links) => ref links.Day;
}
