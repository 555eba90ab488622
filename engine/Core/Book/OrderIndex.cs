using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// From the OrderID of each open order, and no other, to its index in the pool. OrderIDs come in sequence, and most
/// orders die young: so the last ids given out have a place each in a ring, and orders that live on move to a map when
/// their place is needed again.
/// </summary>
internal sealed unsafe class OrderIndex(Pool<Order> orders)
{
    private const int RecentIds = 1 << 15;
    private const ulong RecentMask = RecentIds - 1;
    private const uint HashFactor = 0x9E37_79B1;

    // Index plus 1 of the order that has the place; 0 for none.
    private readonly NativeArray<int> _recent = new(RecentIds);
    private readonly TagMap _older = new(expectedCount: 1 << 10);

    /// <summary>Orders counted anew; for checks only.</summary>
    public int CountAll() => _older.Count + new Span<int>(_recent.Items, RecentIds).ToArray().Count(place => place != 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong orderId, out int orderIndex)
    {
        orderIndex = _recent.Items[orderId & RecentMask] - 1;
        return (orderIndex >= 0 && orders[orderIndex].Terms.OrderId == orderId)
            || _older.TryFind(TagOf(orderId), new Key(orders, orderId), out orderIndex);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong orderId, int orderIndex)
    {
        int* place = _recent.Items + (orderId & RecentMask);
        if (*place != 0)
            MoveToOlder(*place - 1);
        *place = orderIndex + 1;
    }

    /// <summary>Removes an order that was added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(ulong orderId, int orderIndex)
    {
        int* place = _recent.Items + (orderId & RecentMask);
        if (*place == orderIndex + 1)
            *place = 0;
        else
            RemoveOlder(orderId, orderIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MoveToOlder(int orderIndex) => _older.Add(TagOf(orders[orderIndex].Terms.OrderId), orderIndex);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RemoveOlder(ulong orderId, int orderIndex)
    {
        if (!_older.Remove(TagOf(orderId), orderIndex))
            InvariantViolationException.Throw("an open order is not in the order index");
    }

    private static uint TagOf(ulong orderId) => ((uint)(orderId >> 3) * HashFactor & ~7u) | ((uint)orderId & 7);

    private readonly struct Key(Pool<Order> orders, ulong orderId) : IOrderKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsKeyOf(int orderIndex) => orders[orderIndex].Terms.OrderId == orderId;
    }
}
