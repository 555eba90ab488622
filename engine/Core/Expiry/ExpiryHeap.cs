namespace MatchingEngine.Core;

/// <summary>
/// Good-till-date orders, the one that expires first on top: by time, then by entry. A binary heap; each order knows
/// its place in it, so that one that dies otherwise is taken out at once.
/// </summary>
internal sealed class ExpiryHeap(Pool<Order> orders, OrderDetailsTable details, int expectedCount)
{
    private int[] _heap = new int[expectedCount];

    public int Count { get; private set; }

    /// <summary>The time at which the next order expires; the end of time when there is none.</summary>
    public long NextTimeNanos { get; private set; } = long.MaxValue;

    /// <summary>Index of the order that expires next; asked for only while there is one.</summary>
    public int Top => _heap[0];

    /// <summary>Order at a place of the heap, 0 and up; for checks.</summary>
    public int At(int position) => _heap[position];

    public void Add(int orderIndex)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, Count * 2);
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
            Place(position, _heap[Count]);
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

    private void Note() => NextTimeNanos = Count == 0 ? long.MaxValue : details[_heap[0]].ExpireTimeNanos;

    private void Place(int position, int orderIndex)
    {
        _heap[position] = orderIndex;
        details[orderIndex].Links.ExpiryPosition = position;
    }

    private void Up(int position)
    {
        while (position > 0)
        {
            int parent = (position - 1) / 2;
            if (!IsBefore(_heap[position], _heap[parent]))
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
            if (child + 1 < Count && IsBefore(_heap[child + 1], _heap[child]))
                child++;
            if (!IsBefore(_heap[child], _heap[position]))
                return;
            Swap(position, child);
            position = child;
        }
    }

    private void Swap(int first, int second)
    {
        int moved = _heap[first];
        Place(first, _heap[second]);
        Place(second, moved);
    }
}
