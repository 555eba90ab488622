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
    public void Append(int orderIndex, Side side, long priceTicks) =>
        Append(orderIndex, ref orders[orderIndex], side, priceTicks, orders[orderIndex].Terms.LeavesLots);

    /// <summary>Whether a price is better than the best of its side, and <see cref="AppendBest"/> can be asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanAppendBest(BookSide side, long priceTicks) =>
        side.TakesBest(priceTicks) && levels.FirstFree != Pool<Level>.None;

    /// <summary>Puts an order at a price that <see cref="CanAppendBest"/> allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendBest(BookSide side, int orderIndex, ref Order order, long priceTicks, long lots)
    {
        OrderCount++;
        int levelIndex = levels.FirstFree;
        ref Level level = ref levels.TakeFirstFree();
        Begin(ref level, levelIndex, ref order, orderIndex, side.Place, priceTicks, lots);
        side.InsertBest(priceTicks, levelIndex);
    }

    /// <summary>As above, for a caller that has the order and what it has left at hand.</summary>
    public void Append(int orderIndex, ref Order order, Side side, long priceTicks, long leavesLots)
    {
        OrderCount++;
        BookSide bookSide = SideOf(side);
        int levelIndex = bookSide.FindLevel(levels, priceTicks);
        if (levelIndex == Pool<Level>.None)
        {
            levelIndex = levels.TakeAsIs();
            Begin(ref levels[levelIndex], levelIndex, ref order, orderIndex, bookSide.Place, priceTicks, leavesLots);
            bookSide.Insert(priceTicks, levelIndex);
            return;
        }
        Queue(ref levels[levelIndex], levelIndex, ref order, orderIndex, leavesLots);
    }

    /// <summary>
    /// Puts an order at the back of the queue of a level that <see cref="BookSide.TryFindAgain"/> has found.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendTo(int levelIndex, int orderIndex, ref Order order, long leavesLots)
    {
        OrderCount++;
        Queue(ref levels[levelIndex], levelIndex, ref order, orderIndex, leavesLots);
    }

    /// <summary>
    /// Takes an order out of its queue, with whatever it has left; the level goes with its last order.
    /// </summary>
    public void Remove(int orderIndex) =>
        Remove(ref orders[orderIndex], ref levels[orders[orderIndex].Level]);

    /// <summary>Takes an order out that is not alone at its price.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveFromQueue(ref Order order, ref Level level)
    {
        order.Level = Pool<Level>.None;
        OrderCount--;
        Unlink(ref order, ref level);
    }

    /// <summary>Whether an order is alone at the best price, and not the last of its side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAloneAtBest(in Order order, in Level level) =>
        level.OrderCount == 1 && SideAt(level.SideIndex).CanRemoveBest(order.Level);

    /// <summary>Takes an order out that <see cref="IsAloneAtBest"/> says this of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveBest(ref Order order, ref Level level)
    {
        int levelIndex = order.Level;
        order.Level = Pool<Level>.None;
        OrderCount--;
        SideAt(level.SideIndex).RemoveBest();
        level.OrderCount = 0;
        levels.Free(levelIndex);
    }

    /// <summary>As above, for a caller that has the order and its level at hand.</summary>
    public void Remove(ref Order order, ref Level level)
    {
        int levelIndex = order.Level;
        order.Level = Pool<Level>.None;
        OrderCount--;
        if (level.OrderCount == 1)
        {
            SideAt(level.SideIndex).Remove(levelIndex, level.PriceTicks);
            level.OrderCount = 0;
            levels.Free(levelIndex);
        }
        else
            Unlink(ref order, ref level);
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
