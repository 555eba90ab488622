using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Everything that a replacement must be, looked at before anything changes: one that fails leaves the order exactly
/// as it was. engine/README.md lists the checks in the same order.
/// </summary>
internal static class ReplacementCheck
{
    public static bool Passes(
        CoreState state,
        int session,
        in OrderCancelReplaceRequestBlock replace,
        ref OrderReference reference,
        out int orderIndex,
        out NewTerms terms,
        out CxlRejReason reason)
    {
        orderIndex = Pool<Order>.None;
        terms = default;
        reason = CxlRejReason.InvalidClOrdID;
        if (replace.ClOrdID == 0)
            return false;
        ClientOrderIds ids = state.Sessions[session].ClientOrderIds;
        reason = CxlRejReason.DuplicateClOrdID;
        if (ids.IsUsed(replace.ClOrdID))
            return false;
        if (!OrderLookup.TryFind(state, session, ref reference, out orderIndex, out reason))
            return false;
        Instrument instrument = state.Instruments[state.Levels[state.Orders[orderIndex].Level].Instrument];
        if (!AreTermsValid(instrument, in replace, out terms, out reason))
            return false;
        reason = CxlRejReason.ClOrdIDLimitReached;
        return !ids.IsFull;
    }

    private static bool AreTermsValid(
        Instrument instrument, in OrderCancelReplaceRequestBlock replace, out NewTerms terms, out CxlRejReason reason)
    {
        terms = default;
        QuantityCheck quantity = instrument.CheckOrderQuantity(replace.OrderQty, out long lots);
        reason = quantity == QuantityCheck.NotOnLot ? CxlRejReason.QuantityNotOnLot : CxlRejReason.IncorrectQuantity;
        if (quantity != QuantityCheck.Valid)
            return false;
        PriceCheck price = instrument.CheckPrice(replace.Price, out long ticks);
        reason = price == PriceCheck.OutsideLimits
            ? CxlRejReason.PriceExceedsCurrentPriceBand
            : CxlRejReason.InvalidPriceIncrement;
        terms = new NewTerms(ticks, lots);
        return price == PriceCheck.Valid;
    }
}
