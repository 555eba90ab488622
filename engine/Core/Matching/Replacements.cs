using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Gives an order a new price or total quantity. It keeps its place only at the same price with no more quantity;
/// else it goes through the book like a new order, under its old OrderID, and what is left rests at the back.
/// </summary>
internal static class Replacements
{
    public static void Apply<TSink>(
        CoreState state, ref TSink sink, int session, in OrderCancelReplaceRequestBlock replace)
        where TSink : struct, IEventSink
    {
        Request request = new(session, replace.MsgSeqNum, replace.ClOrdID);
        OrderReference reference = new()
        {
            OrderId = replace.OrderID,
            OrigClOrdId = replace.OrigClOrdID,
            SecurityId = replace.SecurityID,
        };
        ReplacementTerms asked = new(replace.Price, replace.OrderQty, StopPx: 0, DisplayQty: 0);
        Apply(state, ref sink, in request, ref reference, in asked);
    }

    public static void Apply<TSink>(
        CoreState state, ref TSink sink, int session, in OrderCancelReplaceExtendedBlock replace)
        where TSink : struct, IEventSink
    {
        Request request = new(session, replace.MsgSeqNum, replace.ClOrdID);
        OrderReference reference = new()
        {
            OrderId = replace.OrderID,
            OrigClOrdId = replace.OrigClOrdID,
            SecurityId = replace.SecurityID,
        };
        ReplacementTerms asked = new(replace.Price, replace.OrderQty, replace.StopPx, replace.DisplayQty);
        Apply(state, ref sink, in request, ref reference, in asked);
    }

    private static void Apply<TSink>(
        CoreState state, ref TSink sink, in Request request, ref OrderReference reference, in ReplacementTerms asked)
        where TSink : struct, IEventSink
    {
        CxlRejReason reason;
        if (ReplacementCheck.FindsOrder(state, in request, ref reference, out int orderIndex, out reason))
        {
            Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
            bool isDone;
            if (state.Orders[orderIndex].HasDetails || instrument.NeedsFullCare)
                isDone = DetailedReplacements.TryReplace(
                    state, ref sink, in request, instrument, orderIndex, in asked, out reason);
            else
                isDone = TryReplacePlain(state, ref sink, in request, instrument, orderIndex, in asked, out reason);
            if (isDone)
                return;
        }
        CancelRejects.Write(
            state, ref sink, in request, in reference, CxlRejResponseTo.OrderCancelReplaceRequest, reason);
    }

    private static bool TryReplacePlain<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, int orderIndex,
        in ReplacementTerms asked, out CxlRejReason reason)
        where TSink : struct, IEventSink
    {
        if (!ReplacementCheck.Passes(state, in request, instrument, in asked, out NewTerms terms, out reason))
            return false;
        ref Order order = ref state.Orders[orderIndex];
        state.Sessions[request.Session].ClientOrderIds.UseForReplacement(request.ClOrdId, order.Terms.ClOrdId);
        if (terms.OrderLots <= order.Terms.CumLots)
            OrderEnd.Cancel(state, ref sink, in request, orderIndex, CancelReason.ReplacedToExecutedQuantity);
        else if (terms.PriceTicks == state.Levels[order.Level].PriceTicks && terms.OrderLots <= order.Terms.OrderLots)
            ReplaceInPlace(state, ref sink, in request, orderIndex, in terms);
        else
            ReplaceAtBack(state, ref sink, in request, orderIndex, in terms);
        return true;
    }

    private static void ReplaceInPlace<TSink>(
        CoreState state, ref TSink sink, in Request request, int orderIndex, in NewTerms terms)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        Instrument instrument = state.Instruments[level.Instrument];
        ulong origClOrdId = order.Terms.ClOrdId;
        instrument.Book.Reduce(orderIndex, order.Terms.OrderLots - terms.OrderLots);
        order.Terms.ClOrdId = request.ClOrdId;
        WorkingOrder replaced = new()
        {
            Terms = order.Terms,
            Owner = new OrderOwner(order.Session, level.Side),
            PriceTicks = level.PriceTicks,
        };
        ExecutionReports.Replaced(
            state, ref sink, in request, instrument, in replaced, origClOrdId, PriorityIndicator.PriorityUnchanged);
    }

    // The order keeps its index in the pool, its entry in the order index and its place in the session's list
    // throughout.
    private static void ReplaceAtBack<TSink>(
        CoreState state, ref TSink sink, in Request request, int orderIndex, in NewTerms terms)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        Instrument instrument = state.Instruments[level.Instrument];
        WorkingOrder working = new()
        {
            Terms = order.Terms,
            Owner = new OrderOwner(order.Session, level.Side),
            PriceTicks = terms.PriceTicks,
        };
        working.Terms.ClOrdId = request.ClOrdId;
        working.Terms.OrderLots = terms.OrderLots;
        working.Terms.LeavesLots = terms.OrderLots - working.Terms.CumLots;
        ExecutionReports.Replaced(
            state, ref sink, in request, instrument, in working, order.Terms.ClOrdId, PriorityIndicator.LostPriority);
        instrument.Book.Remove(orderIndex);
        Matcher.Sweep(state, ref sink, in request, instrument, ref working);
        order.Terms.CopyFrom(in working.Terms);
        if (working.Terms.LeavesLots == 0)
            Matcher.Forget(state, orderIndex);
        else
            instrument.Book.Append(orderIndex, working.Owner.Side, working.PriceTicks);
    }
}
