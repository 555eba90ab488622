namespace MatchingEngine.Core;

/// <summary>
/// Good-till-date orders, the one that expires first on top: by time, then by entry. A binary heap; each order knows
/// its place in it, so that one that dies otherwise is taken out at once. Has address space for all orders that there
/// is room for: it is not copied to grow.
/// </summary>
internal sealed unsafe class ExpiryHeap(Pool<Order> orders, OrderDetailsTable details)
{
    private readonly NativeArray<int> _heap = new(orders.Capacity);

    public int Count { get; private set; }

    /// <summary>The time at which the next order expires; the end of time when there is none.</summary>
    public long NextTimeNanos { get; private set; } = long.MaxValue;

    /// <summary>Index of the order that expires next; asked for only while there is one.</summary>
    public int Top => At(0);

    /// <summary>Order at a place of the heap, 0 and up.</summary>
    public int At(int position) => _heap.Items[position];

    public void Add(int orderIndex)
    {
        if (Count == _heap.Length)
            _heap.Grow(orders.Capacity);
        Place(Count++, orderIndex);
        Up(Count - 1);
        Note();
    }

    public void Remove(int orderIndex)
    {
        int position = details[orderIndex].Links.ExpiryPosition;
        Count--;
        if (position != Count)
        {
            Place(position, At(Count));
            Down(position);
            Up(position);
        }
        Note();
    }

    /// <summary>Whether one order expires before another.</summary>
    public bool IsBefore(int first, int second)
    {
        long a = details[first].ExpireTimeNanos;
        long b = details[second].ExpireTimeNanos;
        return a != b ? a < b : orders[first].Terms.OrderId < orders[second].Terms.OrderId;
    }

    private void Note() => NextTimeNanos = Count == 0 ? long.MaxValue : details[At(0)].ExpireTimeNanos;

    private void Place(int position, int orderIndex)
    {
        _heap.Items[position] = orderIndex;
        details[orderIndex].Links.ExpiryPosition = position;
    }

    private void Up(int position)
    {
        while (position > 0)
        {
            int parent = (position - 1) / 2;
            if (!IsBefore(At(position), At(parent)))
                return;
            Swap(position, parent);
            position = parent;
        }
    }

    private void Down(int position)
    {
        while (true)
        {
            int child = position * 2 + 1;
            if (child >= Count)
                return;
            if (child + 1 < Count && IsBefore(At(child + 1), At(child)))
                child++;
            if (!IsBefore(At(child), At(position)))
                return;
            Swap(position, child);
            position = child;
        }
    }

    private void Swap(int first, int second)
    {
        int moved = At(first);
        Place(first, At(second));
        Place(second, moved);
    }
}
