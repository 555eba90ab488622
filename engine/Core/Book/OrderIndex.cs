using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>From the OrderID of each open order, and no other, to its index in the pool.</summary>
internal sealed class OrderIndex(Pool<Order> orders, int expectedCount)
{
    private const uint Lookahead = 16;

    private readonly TagMap _map = new(expectedCount);

    public int Count => _map.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong orderId, out int orderIndex) =>
        _map.TryFind((uint)orderId, new Key(orders, orderId), out orderIndex);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong orderId, int orderIndex)
    {
        _map.Add((uint)orderId, orderIndex);
        // OrderIDs come in sequence: the line of those to come is at hand when they do.
        _map.Prefetch((uint)orderId + Lookahead);
    }

    /// <returns>Whether it was there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Remove(ulong orderId, int orderIndex) => _map.Remove((uint)orderId, orderIndex);

    private readonly struct Key(Pool<Order> orders, ulong orderId) : IOrderKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsKeyOf(int orderIndex) => orders[orderIndex].Terms.OrderId == orderId;
    }
}
