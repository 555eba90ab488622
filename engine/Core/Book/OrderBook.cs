using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The two sides of one instrument. Puts orders into queues and takes them out; knows nothing of sessions or events.
/// </summary>
internal sealed class OrderBook(int instrument, Pool<Order> orders, Pool<Level> levels)
{
    public BookSide Bids { get; } = new(Side.Buy);

    public BookSide Offers { get; } = new(Side.Sell);

    /// <summary>Orders in this book.</summary>
    public int OrderCount { get; private set; }

    public BookSide SideOf(Side side) => side == Side.Buy ? Bids : Offers;

    public BookSide OppositeOf(Side side) => side == Side.Buy ? Offers : Bids;

    /// <summary>Puts an order at the back of the queue at a price.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(int orderIndex, Side side, long priceTicks)
    {
        BookSide bookSide = SideOf(side);
        if (!bookSide.TryFind(priceTicks, out int levelIndex))
        {
            levelIndex = TakeLevel(side, priceTicks);
            bookSide.Insert(priceTicks, levelIndex);
        }
        ref Level level = ref levels[levelIndex];
        ref Order order = ref orders[orderIndex];
        order.Level = levelIndex;
        order.Previous = level.Tail;
        order.Next = Pool<Order>.None;
        if (level.Tail == Pool<Order>.None)
            level.Head = orderIndex;
        else
            orders[level.Tail].Next = orderIndex;
        level.Tail = orderIndex;
        level.OrderCount++;
        level.Lots += order.Terms.LeavesLots;
        OrderCount++;
    }

    /// <summary>
    /// Takes an order out of its queue, with whatever it has left; the level goes with its last order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(int orderIndex)
    {
        ref Order order = ref orders[orderIndex];
        int levelIndex = order.Level;
        ref Level level = ref levels[levelIndex];
        if (order.Previous == Pool<Order>.None)
            level.Head = order.Next;
        else
            orders[order.Previous].Next = order.Next;
        if (order.Next == Pool<Order>.None)
            level.Tail = order.Previous;
        else
            orders[order.Next].Previous = order.Previous;
        order.Previous = Pool<Order>.None;
        order.Next = Pool<Order>.None;
        order.Level = Pool<Level>.None;
        level.OrderCount--;
        level.Lots -= order.Terms.LeavesLots;
        OrderCount--;
        if (level.OrderCount > 0)
            return;
        SideOf(level.Side).Remove(level.PriceTicks);
        levels.Free(levelIndex);
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

    private int TakeLevel(Side side, long priceTicks)
    {
        int levelIndex = levels.Take();
        ref Level level = ref levels[levelIndex];
        level.PriceTicks = priceTicks;
        level.Head = Pool<Order>.None;
        level.Tail = Pool<Order>.None;
        level.Instrument = instrument;
        level.Side = side;
        return levelIndex;
    }
}
