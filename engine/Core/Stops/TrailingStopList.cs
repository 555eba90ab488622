namespace MatchingEngine.Core;

/// <summary>The trailing stops of an instrument in order of entry, linked through their details.</summary>
internal sealed class TrailingStopList(OrderDetailsTable details)
{
    /// <summary>First and last; -1 for none.</summary>
    public int First { get; private set; } = Pool<Order>.None;

    public int Last { get; private set; } = Pool<Order>.None;

    public int Count { get; private set; }

    public void Link(int orderIndex)
    {
        ref DetailLinks links = ref details[orderIndex].Links;
        links.PreviousTrailing = Last;
        links.NextTrailing = Pool<Order>.None;
        if (Last == Pool<Order>.None)
            First = orderIndex;
        else
            details[Last].Links.NextTrailing = orderIndex;
        Last = orderIndex;
        Count++;
    }

    public void Unlink(int orderIndex)
    {
        ref DetailLinks links = ref details[orderIndex].Links;
        if (links.PreviousTrailing == Pool<Order>.None)
            First = links.NextTrailing;
        else
            details[links.PreviousTrailing].Links.NextTrailing = links.NextTrailing;
        if (links.NextTrailing == Pool<Order>.None)
            Last = links.PreviousTrailing;
        else
            details[links.NextTrailing].Links.PreviousTrailing = links.PreviousTrailing;
        Count--;
    }
}
