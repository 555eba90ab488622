namespace MatchingEngine.Core;

/// <summary>Orders in order of entry, linked through their details.</summary>
internal sealed class DetailList<TList>(OrderDetailsTable details) where TList : struct, IDetailList
{
    /// <summary>First and last; -1 for none.</summary>
    public int First { get; private set; } = Pool<Order>.None;

    public int Last { get; private set; } = Pool<Order>.None;

    public int Count { get; private set; }

    public void Link(int orderIndex)
    {
        NeighboursOf(orderIndex) = new OrderNeighbours { Previous = Last, Next = Pool<Order>.None };
        if (Last == Pool<Order>.None)
            First = orderIndex;
        else
            NeighboursOf(Last).Next = orderIndex;
        Last = orderIndex;
        Count++;
    }

    public void Unlink(int orderIndex)
    {
        OrderNeighbours neighbours = NeighboursOf(orderIndex);
        if (neighbours.Previous == Pool<Order>.None)
            First = neighbours.Next;
        else
            NeighboursOf(neighbours.Previous).Next = neighbours.Next;
        if (neighbours.Next == Pool<Order>.None)
            Last = neighbours.Previous;
        else
            NeighboursOf(neighbours.Next).Previous = neighbours.Previous;
        Count--;
    }

    private ref OrderNeighbours NeighboursOf(int orderIndex) => ref TList.In(ref details[orderIndex].Links);
}
