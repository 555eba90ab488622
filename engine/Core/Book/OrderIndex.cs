using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// From the OrderID of each open order, and no other, to its index in the pool. OrderIDs come in sequence, and most
/// orders die young: so the last ids given out have a place each in a ring, and orders that live on move to a map when
/// their place is needed again.
/// </summary>
internal sealed unsafe class OrderIndex
{
    private const int RecentIds = 1 << 17;
    private const ulong RecentMask = RecentIds - 1;
    private const ulong HashFactor = 0x9E37_79B9_7F4A_7C15;

    private readonly Pool<Order> _orders;
    private readonly NativeArray<int> _recentArray = new(RecentIds);
    private OrderMap<ByOrderId> _older;

    // Index plus 1 of the order that has the place; 0 for none.
    private readonly int* _recent;

    /// <param name="orders">The pool of the orders.</param>
    /// <param name="maxOrders">Orders that may be open.</param>
    public OrderIndex(Pool<Order> orders, int maxOrders)
    {
        _orders = orders;
        _older = new OrderMap<ByOrderId>(new OrderTags<ByOrderId>(orders, HashFactor, maxOrders), expectedCount: 1 << 10);
        _recentArray.Touch(RecentIds);
        _recent = _recentArray.Items;
    }

    /// <summary>Orders counted anew; for checks only.</summary>
    public int CountAll() => _older.Count + new Span<int>(_recent, RecentIds).ToArray().Count(place => place != 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong orderId, out int orderIndex)
    {
        orderIndex = _recent[orderId & RecentMask] - 1;
        return (orderIndex >= 0 && _orders[orderIndex].Terms.OrderId == orderId)
            || _older.TryFind(orderId, out orderIndex);
    }

    /// <summary>For idle time: makes a page resident that will be needed soon; false when there is none.</summary>
    public bool TouchAhead() => _older.TouchAhead();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong orderId, int orderIndex)
    {
        int* place = _recent + (orderId & RecentMask);
        if (*place != 0)
            MoveToOlder(*place - 1);
        *place = orderIndex + 1;
    }

    /// <summary>Removes an order that was added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(ulong orderId, int orderIndex)
    {
        int* place = _recent + (orderId & RecentMask);
        if (*place == orderIndex + 1)
            *place = 0;
        else
            RemoveOlder(orderId, orderIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MoveToOlder(int orderIndex) => _older.Add(_orders[orderIndex].Terms.OrderId, orderIndex);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RemoveOlder(ulong orderId, int orderIndex)
    {
        if (!_older.Remove(orderId, orderIndex))
            InvariantViolationException.Throw("an open order is not in the order index");
    }
}
