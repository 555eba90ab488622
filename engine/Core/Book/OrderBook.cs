using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The two sides of one instrument. Puts orders into queues and takes them out; knows nothing of sessions or events.
/// </summary>
internal sealed class OrderBook(
    int instrument, BookKind kind, Pool<Order> orders, Pool<Level> levels, Pool<PriceNode> nodes)
{
    private readonly SidePair _sides = SidePair.Make(instrument, kind, nodes);

    [InlineArray(2)]
    private struct SidePair
    {
        private BookSide _first;

        public static SidePair Make(int instrument, BookKind kind, Pool<PriceNode> nodes)
        {
            SidePair sides = default;
            sides[0] = new BookSide(Side.Buy, Level.PlaceOf(instrument, kind, Side.Buy), nodes);
            sides[1] = new BookSide(Side.Sell, Level.PlaceOf(instrument, kind, Side.Sell), nodes);
            return sides;
        }
    }

    public BookSide Bids => _sides[0];

    public BookSide Offers => _sides[1];

    /// <summary>Orders in this book.</summary>
    public int OrderCount { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BookSide SideOf(Side side) => SideAt(side - Side.Buy);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BookSide OppositeOf(Side side) => SideAt(Side.Sell - side);

    // Looked up, since which side it is cannot be foretold: a jump would go wrong half the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BookSide SideAt(int side) =>
        Unsafe.Add(ref Unsafe.As<SidePair, BookSide>(ref Unsafe.AsRef(in _sides)), side);

    /// <summary>Puts an order at the back of the queue at a price.</summary>
    public void Append(int orderIndex, Side side, long priceTicks)
    {
        ref Order order = ref orders[orderIndex];
        Append(SideOf(side), orderIndex, ref order, priceTicks, order.Terms.LeavesLots);
    }

    /// <summary>As above, for a caller that has the order and what it has left at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(BookSide side, int orderIndex, ref Order order, long priceTicks, long leavesLots)
    {
        OrderCount++;
        if (side.TakesBest(priceTicks))
        {
            int best = levels.TakeAsIs();
            Begin(ref levels[best], best, ref order, orderIndex, side.Place, priceTicks, leavesLots);
            side.InsertBest(priceTicks, best);
        }
        else if (side.TryFindAgain(levels, priceTicks, out int level))
            Queue(ref levels[level], level, ref order, orderIndex, leavesLots);
        else
            AppendElsewhere(side, orderIndex, ref order, priceTicks, leavesLots);
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
        if (level.OrderCount > 1)
        {
            Unlink(ref order, ref level);
            return;
        }
        SideAt(level.SideIndex).Remove(levelIndex, level.PriceTicks);
        level.OrderCount = 0;
        levels.Free(levelIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendElsewhere(BookSide side, int orderIndex, ref Order order, long priceTicks, long leavesLots)
    {
        int level = side.FindLevel(priceTicks);
        if (level != Pool<Level>.None)
        {
            Queue(ref levels[level], level, ref order, orderIndex, leavesLots);
            return;
        }
        level = levels.TakeAsIs();
        Begin(ref levels[level], level, ref order, orderIndex, side.Place, priceTicks, leavesLots);
        side.Insert(priceTicks, level);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Unlink(ref Order order, ref Level level)
    {
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
    private void Queue(ref Level level, int levelIndex, ref Order order, int orderIndex, long leavesLots)
    {
        int last = level.Tail;
        order.Level = levelIndex;
        order.Next = Pool<Order>.None;
        order.Previous = last;
        level.Tail = orderIndex;
        level.OrderCount++;
        level.Lots += leavesLots;
        orders[last].Next = orderIndex;
    }

    // Makes it a level with one order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin(
        ref Level level, int levelIndex, ref Order order, int orderIndex, int place, long priceTicks, long lots)
    {
        level.PriceTicks = priceTicks;
        level.Lots = lots;
        level.OrderCount = 1;
        level.Head = orderIndex;
        level.Tail = orderIndex;
        level.SetPlace(place);
        order.Level = levelIndex;
        order.Previous = Pool<Order>.None;
        order.Next = Pool<Order>.None;
    }
}
