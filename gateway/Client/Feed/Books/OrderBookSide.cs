using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// The levels and queues of one side of a book. What is asked of it is possible: the book has looked.
/// </summary>
internal sealed class OrderBookSide(OrderStore store, MDEntryType type) : BookSide(type)
{
    private const int None = NodePool<OrderNode>.None;

    public int OrderCount { get; private set; }

    public override BookLevel LevelAt(int rank)
    {
        ref LevelNode level = ref store.Levels[Prices.IndexAt(rank)];
        return new BookLevel(level.Price, level.Quantity, level.Count);
    }

    public int FirstOrderAt(int rank) => store.Levels[Prices.IndexAt(rank)].First;

    public ref OrderNode OrderAt(int index) => ref store.Orders[index];

    public long PriceOf(int order) => store.Levels[store.Orders[order].Level].Price;

    /// <summary>Puts a new order at the back of the queue of its price.</summary>
    /// <returns>False when the quantities of the level would no longer add up to a 64-bit number.</returns>
    public bool TryAdd(ulong orderId, long price, long quantity)
    {
        int order = store.Orders.Take();
        store.Index.Add(orderId, order);
        store.Orders[order].OrderId = orderId;
        OrderCount++;
        return TryAppend(order, price, quantity);
    }

    /// <summary>Moves an order to the back of the queue of a price.</summary>
    public bool TryReplace(int order, long price, long quantity)
    {
        Unlink(order);
        return TryAppend(order, price, quantity);
    }

    /// <summary>Makes an order smaller; it keeps its place.</summary>
    public void Reduce(int order, long leaves)
    {
        ref OrderNode node = ref store.Orders[order];
        store.Levels[node.Level].Quantity -= node.Quantity - leaves;
        node.Quantity = leaves;
    }

    public void Remove(int order)
    {
        Unlink(order);
        Forget(order);
    }

    /// <summary>Removes all orders.</summary>
    public void Clear()
    {
        for (int rank = 0; rank < Prices.Count; rank++)
        {
            int level = Prices.IndexAt(rank);
            int order = store.Levels[level].First;
            while (order != None)
            {
                int next = store.Orders[order].Next;
                Forget(order);
                order = next;
            }
            store.Levels.Return(level);
        }
        Prices.Clear();
    }

    private void Forget(int order)
    {
        store.Index.Remove(store.Orders[order].OrderId);
        store.Orders.Return(order);
        OrderCount--;
    }

    private bool TryAppend(int order, long price, long quantity)
    {
        if (!Prices.TryFind(price, out int position))
            Prices.Insert(position, price, TakeLevel(price));
        int levelIndex = Prices.IndexAtPosition(position);
        ref LevelNode level = ref store.Levels[levelIndex];
        ref OrderNode node = ref store.Orders[order];
        node.Quantity = quantity;
        node.Level = levelIndex;
        node.Next = None;
        node.Previous = level.Last;
        if (level.Last == None)
            level.First = order;
        else
            store.Orders[level.Last].Next = order;
        level.Last = order;
        level.Count++;
        level.Quantity = unchecked(level.Quantity + quantity);
        return level.Quantity > 0;
    }

    private int TakeLevel(long price)
    {
        int index = store.Levels.Take();
        store.Levels[index] = new LevelNode { Price = price, First = None, Last = None, Side = this };
        return index;
    }

    private void Unlink(int order)
    {
        ref OrderNode node = ref store.Orders[order];
        ref LevelNode level = ref store.Levels[node.Level];
        if (node.Previous == None)
            level.First = node.Next;
        else
            store.Orders[node.Previous].Next = node.Next;
        if (node.Next == None)
            level.Last = node.Previous;
        else
            store.Orders[node.Next].Previous = node.Previous;
        level.Quantity = unchecked(level.Quantity - node.Quantity);
        if (--level.Count > 0)
            return;
        Prices.TryFind(level.Price, out int position);
        Prices.RemoveAt(position);
        store.Levels.Return(node.Level);
    }
}
