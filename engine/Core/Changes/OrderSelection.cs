namespace MatchingEngine.Core;

/// <summary>Orders that one command picks out, to be taken in order of entry. Empty between two commands.</summary>
internal sealed class OrderSelection
{
    private ulong[] _orderIds = new ulong[1_024];
    private int[] _indices = new int[1_024];

    public int Count { get; private set; }

    public int this[int position] => _indices[position];

    public void Clear() => Count = 0;

    public void Add(ulong orderId, int orderIndex)
    {
        if (Count == _indices.Length)
        {
            Array.Resize(ref _orderIds, Count * 2);
            Array.Resize(ref _indices, Count * 2);
        }
        _orderIds[Count] = orderId;
        _indices[Count++] = orderIndex;
    }

    /// <summary>Picks all open orders of a session, in no order that means anything.</summary>
    public void TakeOpenOf(Session session, Pool<Order> orders)
    {
        Clear();
        int position = 0;
        while (session.ClientOrderIds.TryNextOpen(ref position, out int orderIndex))
            Add(orders[orderIndex].Terms.OrderId, orderIndex);
    }

    /// <summary>OrderIDs are given in order of entry.</summary>
    public void SortByEntry() => Array.Sort(_orderIds, _indices, 0, Count);
}
