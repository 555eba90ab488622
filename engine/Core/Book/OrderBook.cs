using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The two sides of one instrument. Puts orders into queues and takes them out; knows nothing of sessions or events.
/// </summary>
internal sealed class OrderBook(int instrument, Pool<Order> orders, Pool<Level> levels, Pool<PriceNode> nodes)
{
    private readonly BookSide[] _sides = [new(Side.Buy, nodes), new(Side.Sell, nodes)];

    public BookSide Bids => _sides[0];

    public BookSide Offers => _sides[1];

    /// <summary>Orders in this book.</summary>
    public int OrderCount { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BookSide SideOf(Side side) => SideAt(side == Side.Buy ? 0 : 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BookSide OppositeOf(Side side) => SideAt(side == Side.Buy ? 1 : 0);

    // Looked up, since which side it is cannot be foretold: a jump would go wrong half the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BookSide SideAt(int side) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_sides), side);

    /// <summary>Puts an order at the back of the queue at a price.</summary>
    public void Append(int orderIndex, Side side, long priceTicks) =>
        Append(orderIndex, ref orders[orderIndex], side, priceTicks, orders[orderIndex].Terms.LeavesLots);

    /// <summary>As above, for a caller that has the order and what it has left at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(int orderIndex, ref Order order, Side side, long priceTicks, long leavesLots)
    {
        BookSide bookSide = SideOf(side);
        int levelIndex = bookSide.Find(priceTicks);
        OrderCount++;
        order.Next = Pool<Order>.None;
        if (levelIndex != Pool<Level>.None)
        {
            ref Level level = ref levels[levelIndex];
            order.Level = levelIndex;
            order.Previous = level.Tail;
            orders[level.Tail].Next = orderIndex;
            level.Tail = orderIndex;
            level.OrderCount++;
            level.Lots += leavesLots;
            return;
        }
        order.Previous = Pool<Order>.None;
        levelIndex = TakeLevel(side, priceTicks, orderIndex, leavesLots);
        order.Level = levelIndex;
        bookSide.Insert(priceTicks, levelIndex);
    }

    /// <summary>
    /// Takes an order out of its queue, with whatever it has left; the level goes with its last order.
    /// </summary>
    public void Remove(int orderIndex) =>
        Remove(ref orders[orderIndex], ref levels[orders[orderIndex].Level]);

    /// <summary>As above, for a caller that has the order and its level at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(ref Order order, ref Level level)
    {
        int levelIndex = order.Level;
        order.Level = Pool<Level>.None;
        OrderCount--;
        if (level.OrderCount == 1)
        {
            SideAt(level.IsBid ? 0 : 1).Remove(level.PriceTicks);
            levels.Free(levelIndex);
            return;
        }
        level.OrderCount--;
        level.Lots -= order.Terms.LeavesLots;
        if (order.Previous == Pool<Order>.None)
            level.Head = order.Next;
        else
            orders[order.Previous].Next = order.Next;
        if (order.Next == Pool<Order>.None)
            level.Tail = order.Previous;
        else
            orders[order.Next].Previous = order.Previous;
    }

    /// <summary>A resting order trades and keeps its place.</summary>
    public void Execute(int orderIndex, long lots)
    {
        ref Order order = ref orders[orderIndex];
        order.Terms.Execute(lots);
        levels[order.Level].Lots -= lots;
    }

    /// <summary>A resting order becomes smaller and keeps its place.</summary>
    public void Reduce(int orderIndex, long lots)
    {
        ref Order order = ref orders[orderIndex];
        order.Terms.Reduce(lots);
        levels[order.Level].Lots -= lots;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeLevel(Side side, long priceTicks, int orderIndex, long lots)
    {
        int levelIndex = levels.TakeAsIs();
        ref Level level = ref levels[levelIndex];
        level.PriceTicks = priceTicks;
        level.Lots = lots;
        level.OrderCount = 1;
        level.Head = orderIndex;
        level.Tail = orderIndex;
        level.SetPlace(instrument, side);
        return levelIndex;
    }
}
