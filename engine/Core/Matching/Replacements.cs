using System.Runtime.CompilerServices;
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
        ref Session sender = ref state.Sessions[session];
        ClientOrderIds ids = sender.ClientOrderIds;
        if (OrderLookup.TryFindPlain(
                state, in sender, session, replace.OrderID, replace.OrigClOrdID, replace.SecurityID,
                out int orderIndex, out Instrument? instrument)
            && !instrument.NeedsFullCare
            && replace.ClOrdID != 0
            && !ids.IsUsed(replace.ClOrdID)
            && !ids.IsFull
            && instrument.CheckOrderQuantity(replace.OrderQty, out long lots) == QuantityCheck.Valid
            && instrument.CheckPrice(replace.Price, out long ticks) == PriceCheck.Valid)
        {
            PlainReplacements.Replace(
                state, ref sink, session, replace.MsgSeqNum, replace.ClOrdID, instrument, orderIndex, ticks, lots);
            return;
        }
        ReplacementTerms asked = new(replace.Price, replace.OrderQty, StopPx: 0, DisplayQty: 0);
        Request request = new(session, replace.MsgSeqNum, replace.ClOrdID);
        ApplyWithCare(
            state, ref sink, in request, in asked, replace.OrderID, replace.OrigClOrdID, replace.SecurityID);
    }

    public static void Apply<TSink>(
        CoreState state, ref TSink sink, int session, in OrderCancelReplaceExtendedBlock replace)
        where TSink : struct, IEventSink
    {
        ReplacementTerms asked = new(replace.Price, replace.OrderQty, replace.StopPx, replace.DisplayQty);
        Request request = new(session, replace.MsgSeqNum, replace.ClOrdID);
        ApplyWithCare(
            state, ref sink, in request, in asked, replace.OrderID, replace.OrigClOrdID, replace.SecurityID);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ApplyWithCare<TSink>(
        CoreState state, ref TSink sink, in Request request, in ReplacementTerms asked, ulong orderId,
        ulong origClOrdId, uint securityId)
        where TSink : struct, IEventSink
    {
        OrderReference reference = new() { OrderId = orderId, OrigClOrdId = origClOrdId, SecurityId = securityId };
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
        PlainReplacements.Replace(
            state, ref sink, request.Session, request.MsgSeqNum, request.ClOrdId, instrument, orderIndex,
            terms.PriceTicks, terms.OrderLots);
        return true;
    }
}
