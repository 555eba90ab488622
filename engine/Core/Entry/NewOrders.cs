using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Enters an order that has no more than a limit. What most orders are goes the short way: a plain order among plain
/// orders that is in order and rests at once. Whatever is not so is looked at with care.
/// </summary>
internal static class NewOrders
{
    // Everything that can go another way is looked at first, and left to a method of its own.
    public static void Apply<TSink>(CoreState state, ref TSink sink, in NewOrderSingleBlock order)
        where TSink : struct, IEventSink
    {
        if (!state.Sessions.TryAdmit(order.SessionID, order.MsgSeqNum, out Session? sender))
            return;
        ClientOrderIds ids = sender.ClientOrderIds;
        ids.Prefetch(order.ClOrdID);
        Instrument? instrument = state.Instruments.FindAny(order.SecurityID);
        if (instrument is null || !instrument.IsSimple || sender.IsRestricted || state.IsVenueBlocked
            || !NewOrderCheck.IsPlain(in order) || !ids.CanUseDense(order.ClOrdID) || ids.IsFull
            || NewOrderCheck.MayLackRoom(state, instrument))
        {
            EnterWithCare(state, ref sink, sender, in order);
            return;
        }
        long ticks = instrument.TicksOf(order.Price);
        long lots = instrument.LotsOf(order.OrderQty);
        if (!instrument.IsInRange(ticks) || !instrument.AreInRange(lots))
        {
            EnterWithCare(state, ref sink, sender, in order);
            return;
        }
        OrderBook book = instrument.Book;
        Side side = order.Side;
        if (order.TimeInForce != TimeInForce.GoodTillCancel || book.OppositeOf(side).IsReachedBy(ticks))
        {
            Work(state, ref sink, sender, in order, instrument, ticks, lots);
            return;
        }
        ulong orderId = state.LastOrderId + 1;
        state.LastOrderId = orderId;
        ids.UseDense(order.ClOrdID);
        ExecutionReports.New(state, ref sink, sender, in order, orderId, order.OrderQty);
        Matcher.Rest(state, book, book.SideOf(side), sender, order.ClOrdID, orderId, ticks, lots, lots);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnterWithCare<TSink>(
        CoreState state, ref TSink sink, Session sender, in NewOrderSingleBlock order)
        where TSink : struct, IEventSink
    {
        Instrument? instrument = state.Instruments.FindAny(order.SecurityID);
        if (instrument is null || instrument.IsClosed || sender.IsRestricted || state.IsVenueBlocked
            || !NewOrderCheck.IsPlain(in order))
            ExtendedOrders.Apply(state, ref sink, sender.Index, ExtendedOrders.Widen(in order));
        else
            EnterAfterChecks(state, ref sink, sender, in order, instrument);
    }

    private static void EnterAfterChecks<TSink>(
        CoreState state, ref TSink sink, Session sender, in NewOrderSingleBlock order, Instrument instrument)
        where TSink : struct, IEventSink
    {
        ClientOrderIds ids = sender.ClientOrderIds;
        if (NewOrderCheck.Passes(
            state, ids, instrument, in order, out long ticks, out long lots, out OrdRejReason reason))
        {
            Work(state, ref sink, sender, in order, instrument, ticks, lots);
            return;
        }
        ulong first = 0;
        if (reason == OrdRejReason.DuplicateOrder && ids.TryGetOpen(order.ClOrdID, out int open))
            first = state.Orders[open].Terms.OrderId;
        ExecutionReports.Rejected(state, ref sink, sender, in order, reason, first);
    }

    // Accepts the order, trades what it may trade, and rests or ends what is left.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Work<TSink>(
        CoreState state, ref TSink sink, Session sender, in NewOrderSingleBlock order, Instrument instrument,
        long ticks, long lots)
        where TSink : struct, IEventSink
    {
        bool meets = instrument.Book.OppositeOf(order.Side).IsReachedBy(ticks)
            || (instrument.NeedsFullCare && instrument.IsReached(order.Side, ticks));
        if (meets && !PlainTrades.Suffice(state, instrument, order.Side, ticks, lots))
        {
            ExtendedOrders.Apply(state, ref sink, sender.Index, ExtendedOrders.Widen(in order));
            return;
        }
        // Field by field: to clear it first would be work for nothing.
        WorkingOrder taker;
        taker.Terms.OrderId = ++state.LastOrderId;
        taker.Terms.ClOrdId = order.ClOrdID;
        taker.Terms.OrderLots = lots;
        taker.Terms.CumLots = 0;
        taker.Terms.LeavesLots = lots;
        taker.Owner = new OrderOwner(sender.Index, order.Side);
        taker.PriceTicks = ticks;
        sender.ClientOrderIds.Use(order.ClOrdID);
        ExecutionReports.New(state, ref sink, sender, in order, taker.Terms.OrderId, order.OrderQty);
        Request request = new(sender.Index, order.MsgSeqNum, order.ClOrdID);
        if (meets)
            Matcher.Sweep(state, ref sink, in request, instrument, ref taker);
        if (taker.Terms.LeavesLots == 0)
            return;
        if (order.TimeInForce == TimeInForce.GoodTillCancel)
            RestRemainder(state, sender, instrument.Book, in taker);
        else
            ExecutionReports.Canceled(
                state, ref sink, sender, in request, instrument, in taker, CancelReason.ImmediateOrCancelRemainder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RestRemainder(CoreState state, Session sender, OrderBook book, in WorkingOrder order) =>
        Matcher.Rest(
            state, book, book.SideOf(order.Owner.Side), sender, order.Terms.ClOrdId, order.Terms.OrderId,
            order.PriceTicks, order.Terms.OrderLots, order.Terms.LeavesLots);
}
