namespace MatchingEngine.Client.Feed;

/// <summary>The orders and levels of all books of one builder.</summary>
internal sealed class OrderStore(int expectedOrders)
{
    private const int MinCapacity = 16;

    public readonly NodePool<OrderNode> Orders = new(Math.Max(MinCapacity, expectedOrders));
    public readonly NodePool<LevelNode> Levels = new(Math.Max(MinCapacity, expectedOrders / 8));
    public readonly OrderIdMap Index = new(Math.Max(MinCapacity, expectedOrders));
}

/// <summary>An order and its neighbours in the queue of its level.</summary>
internal struct OrderNode
{
    public ulong OrderId;
    public long Quantity;
    public int Level;
    public int Next;
    public int Previous;
}

/// <summary>A level, the ends of its queue, and the book and side that it belongs to.</summary>
internal struct LevelNode
{
    public long Price;
    public long Quantity;
    public int Count;
    public int First;
    public int Last;
    public OrderBookSide Side;
}
