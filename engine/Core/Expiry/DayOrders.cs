namespace MatchingEngine.Core;

/// <summary>All day orders in order of entry, linked through their details.</summary>
internal sealed class DayOrders(OrderDetailsTable details)
{
    /// <summary>First and last; -1 for none.</summary>
    public int First { get; private set; } = Pool<Order>.None;

    public int Last { get; private set; } = Pool<Order>.None;

    public int Count { get; private set; }

    public void Link(int orderIndex)
    {
        ref DetailLinks links = ref details[orderIndex].Links;
        links.PreviousDay = Last;
        links.NextDay = Pool<Order>.None;
        if (Last == Pool<Order>.None)
            First = orderIndex;
        else
            details[Last].Links.NextDay = orderIndex;
        Last = orderIndex;
        Count++;
    }

    public void Unlink(int orderIndex)
    {
        ref DetailLinks links = ref details[orderIndex].Links;
        if (links.PreviousDay == Pool<Order>.None)
            First = links.NextDay;
        else
            details[links.PreviousDay].Links.NextDay = links.NextDay;
        if (links.NextDay == Pool<Order>.None)
            Last = links.PreviousDay;
        else
            details[links.NextDay].Links.PreviousDay = links.PreviousDay;
        Count--;
    }
}
