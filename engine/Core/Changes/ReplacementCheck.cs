using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Everything that a replacement must be, looked at before anything changes: one that fails leaves the order exactly
/// as it was. engine/README.md lists the checks in the same order.
/// </summary>
internal static class ReplacementCheck
{
    /// <summary>Finds the order that is to be replaced, by a request whose ClOrdID is not used.</summary>
    public static bool FindsOrder(
        CoreState state, in Request request, ref OrderReference reference, out int orderIndex, out CxlRejReason reason)
    {
        orderIndex = Pool<Order>.None;
        reason = CxlRejReason.InvalidClOrdID;
        if (request.ClOrdId == 0)
            return false;
        reason = CxlRejReason.DuplicateClOrdID;
        return !state.Sessions[request.Session].ClientOrderIds.IsUsed(request.ClOrdId)
            && OrderLookup.TryFind(state, request.Session, ref reference, out orderIndex, out reason);
    }

    /// <summary>Looks at the new terms of a plain order.</summary>
    public static bool Passes(
        CoreState state, in Request request, Instrument instrument, in ReplacementTerms asked,
        out NewTerms terms, out CxlRejReason reason)
    {
        terms = default;
        reason = CxlRejReason.UnsupportedOrderCharacteristic;
        if (asked.StopPx != 0 || asked.DisplayQty != 0)
            return false;
        if (!IsQuantityValid(instrument, asked.OrderQty, out long lots, out reason)
            || !IsPriceValid(instrument, asked.Price, out long ticks, out reason))
            return false;
        terms = new NewTerms(ticks, lots);
        reason = CxlRejReason.ClOrdIDLimitReached;
        return !state.Sessions[request.Session].ClientOrderIds.IsFull;
    }

    public static bool IsQuantityValid(Instrument instrument, long orderQty, out long lots, out CxlRejReason reason)
    {
        QuantityCheck quantity = instrument.CheckOrderQuantity(orderQty, out lots);
        reason = quantity == QuantityCheck.NotOnLot ? CxlRejReason.QuantityNotOnLot : CxlRejReason.IncorrectQuantity;
        return quantity == QuantityCheck.Valid;
    }

    public static bool IsPriceValid(Instrument instrument, long price, out long ticks, out CxlRejReason reason)
    {
        PriceCheck check = instrument.CheckPrice(price, out ticks);
        reason = check == PriceCheck.OutsideLimits
            ? CxlRejReason.PriceExceedsCurrentPriceBand
            : CxlRejReason.InvalidPriceIncrement;
        return check == PriceCheck.Valid;
    }
}
