using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Gives an order a new price or total quantity. It keeps its place only at the same price with no more quantity;
/// else it goes through the book like a new order, under its old OrderID, and what is left rests at the back.
/// </summary>
internal static class Replacements
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, in OrderCancelReplaceRequestBlock replace)
        where TSink : struct, IEventSink
    {
        if (!state.Sessions.TryAdmit(replace.SessionID, replace.MsgSeqNum, out Session? sender))
            return;
        ClientOrderIds ids = sender.ClientOrderIds;
        if (ids.PlaceOf(replace.OrigClOrdID, out int orderIndex) >= 0
            && replace.OrderID == 0
            && !state.Orders[orderIndex].HasDetails)
        {
            Instrument instrument = state.Instruments[state.Levels[state.Orders[orderIndex].Level].Instrument];
            NewTerms terms = new(instrument.TicksOf(replace.Price), instrument.LotsOf(replace.OrderQty));
            if (instrument.IsSimple && instrument.Terms.SecurityId == replace.SecurityID
                && ids.CanUseDense(replace.ClOrdID) && !ids.IsFull
                && instrument.IsInRange(terms.PriceTicks) && instrument.AreInRange(terms.OrderLots)
                && (!instrument.NeedsFullCare || IsPlain(state, instrument, orderIndex, in terms)))
            {
                Request known = new(sender.Index, replace.MsgSeqNum, replace.ClOrdID);
                PlainReplacements.Replace(state, ref sink, sender, in known, instrument, orderIndex, in terms);
                return;
            }
        }
        ReplacementTerms asked = new(replace.Price, replace.OrderQty, StopPx: 0, DisplayQty: 0);
        Request request = new(sender.Index, replace.MsgSeqNum, replace.ClOrdID);
        ApplyWithCare(
            state, ref sink, in request, in asked, replace.OrderID, replace.OrigClOrdID, replace.SecurityID);
    }

    public static void Apply<TSink>(
        CoreState state, ref TSink sink, Session sender, in OrderCancelReplaceExtendedBlock replace)
        where TSink : struct, IEventSink
    {
        ReplacementTerms asked = new(replace.Price, replace.OrderQty, replace.StopPx, replace.DisplayQty);
        Request request = new(sender.Index, replace.MsgSeqNum, replace.ClOrdID);
        ApplyWithCare(
            state, ref sink, in request, in asked, replace.OrderID, replace.OrigClOrdID, replace.SecurityID);
    }

    // Whether a replacement within the straight range trades with plain orders at most, whatever else there is.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsPlain(CoreState state, Instrument instrument, int orderIndex, in NewTerms terms)
    {
        Side side = state.Levels[state.Orders[orderIndex].Level].Side;
        return !instrument.MayLackRoom
            && (!instrument.Book.OppositeOf(side).IsReachedBy(terms.PriceTicks)
                || PlainTrades.Suffice(state, instrument, side, terms.PriceTicks, terms.OrderLots));
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
            state, ref sink, state.Sessions[request.Session], in request, instrument, orderIndex, in terms);
        return true;
    }
}
