namespace MatchingEngine.Core;

/// <summary>
/// The details of the orders that have some, found by the order's index. An engine of plain orders never touches the
/// memory set aside for them.
/// </summary>
internal sealed unsafe class OrderDetailsTable(Pool<Order> orders, int expectedCount)
{
    private readonly Pool<OrderDetails> _details = new(expectedCount, orders.Capacity);
    private readonly NativeArray<int> _indexOfOrder = new(orders.Capacity);

    /// <summary>Orders with details.</summary>
    public int Count => _details.Count;

    /// <summary>Details of an order that has some.</summary>
    public ref OrderDetails this[int orderIndex] => ref _details[_indexOfOrder.Items[orderIndex]];

    /// <summary>Gives an order details, cleared. References to details are void after this.</summary>
    public ref OrderDetails Attach(int orderIndex)
    {
        if (orderIndex >= _indexOfOrder.Length)
            _indexOfOrder.Grow(orders.Capacity);
        int index = _details.Take();
        _indexOfOrder.Items[orderIndex] = index;
        orders[orderIndex].HasDetails = true;
        return ref _details[index];
    }

    /// <summary>Takes the details of an order away.</summary>
    public void Detach(int orderIndex)
    {
        _details.Free(_indexOfOrder.Items[orderIndex]);
        orders[orderIndex].HasDetails = false;
    }

    /// <summary>Whether the pool of details is whole; for checks only.</summary>
    public bool IsWhole() => _details.Count + _details.CountFree() == _details.Capacity;
}
