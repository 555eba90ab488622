using System.Runtime.CompilerServices;

namespace MatchingEngine.MarketData;

/// <summary>
/// The displayed orders by OrderID: open addressing, at most half full, no gaps left behind by removals. Doubles when
/// it is full and allocates nothing else.
/// </summary>
internal sealed class DisplayedOrderTable
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    private DisplayedOrder[] _orders;
    private int _shift;
    private int _count;

    /// <param name="expectedCount">Orders for which it need not grow.</param>
    public DisplayedOrderTable(int expectedCount)
    {
        int capacity = (int)Math.Max(16, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)expectedCount * 2));
        _orders = new DisplayedOrder[capacity];
        _shift = 64 - System.Numerics.BitOperations.Log2((uint)capacity);
    }

    public int Count => _count;

    /// <summary>The order with this id; a null reference when there is none. Void after the next change.</summary>
    public ref DisplayedOrder Find(ulong orderId)
    {
        int mask = _orders.Length - 1;
        for (int at = HomeOf(orderId); _orders[at].OrderId != 0; at = (at + 1) & mask)
        {
            if (_orders[at].OrderId == orderId)
                return ref _orders[at];
        }
        return ref Unsafe.NullRef<DisplayedOrder>();
    }

    /// <summary>Adds an order that is not there.</summary>
    public void Add(in DisplayedOrder order)
    {
        if ((_count + 1) * 2 > _orders.Length)
            Grow();
        Place(in order);
        _count++;
    }

    /// <summary>Removes an order that <see cref="Find"/> gave.</summary>
    public void Remove(ref DisplayedOrder order)
    {
        int mask = _orders.Length - 1;
        int hole = (int)(Unsafe.ByteOffset(ref _orders[0], ref order) / Unsafe.SizeOf<DisplayedOrder>());
        int at = hole;
        while (true)
        {
            at = (at + 1) & mask;
            if (_orders[at].OrderId == 0)
                break;
            // What stands behind the hole may move into it unless its home is between the two.
            int home = HomeOf(_orders[at].OrderId);
            if (((at - home) & mask) < ((at - hole) & mask))
                continue;
            _orders[hole] = _orders[at];
            hole = at;
        }
        _orders[hole].OrderId = 0;
        _count--;
    }

    private int HomeOf(ulong orderId) => (int)((orderId * Spread) >> _shift);

    private void Place(in DisplayedOrder order)
    {
        int mask = _orders.Length - 1;
        int at = HomeOf(order.OrderId);
        while (_orders[at].OrderId != 0)
            at = (at + 1) & mask;
        _orders[at] = order;
    }

    private void Grow()
    {
        DisplayedOrder[] old = _orders;
        _orders = new DisplayedOrder[old.Length * 2];
        _shift--;
        foreach (ref readonly DisplayedOrder order in old.AsSpan())
        {
            if (order.OrderId != 0)
                Place(in order);
        }
    }
}
