using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Everything that a plain order must be to be accepted, looked at before anything changes. The first check that fails
/// gives the reason; engine/README.md lists them in the same order.
/// </summary>
internal static class NewOrderCheck
{
    /// <param name="state">The engine's state; only read.</param>
    /// <param name="ids">Client order ids of the session.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="order">The order as it came; plain, not a duplicate.</param>
    /// <param name="working">The order in ticks and lots, when it passes; owner and OrderID are not set.</param>
    /// <param name="reason">Why it does not pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Passes(
        CoreState state,
        ClientOrderIds ids,
        Instrument instrument,
        in NewOrderSingleBlock order,
        out WorkingOrder working,
        out OrdRejReason reason)
    {
        working = default;
        reason = OrdRejReason.InvalidClOrdID;
        if (order.ClOrdID == 0)
            return false;
        reason = OrdRejReason.UnsupportedOrderCharacteristic;
        if (order.Side is not (Side.Buy or Side.Sell))
            return false;
        if (!AreTermsValid(instrument, in order, ref working, out reason))
            return false;
        reason = OrdRejReason.ClOrdIDLimitReached;
        if (ids.IsFull)
            return false;
        reason = OrdRejReason.OrderExceedsLimit;
        return !NeedsRoomThatIsNotThere(state, instrument, in order, in working);
    }

    /// <summary>Whether the order is of the kind that is checked here; all others have details.</summary>
    public static bool IsPlain(in NewOrderSingleBlock order) =>
        order.OrdType is OrdType.Limit
        && order.TimeInForce is TimeInForce.GoodTillCancel or TimeInForce.ImmediateOrCancel;

    private static bool AreTermsValid(
        Instrument instrument, in NewOrderSingleBlock order, ref WorkingOrder working, out OrdRejReason reason)
    {
        QuantityCheck quantity = instrument.CheckOrderQuantity(order.OrderQty, out long lots);
        reason = quantity == QuantityCheck.NotOnLot ? OrdRejReason.QuantityNotOnLot : OrdRejReason.IncorrectQuantity;
        if (quantity != QuantityCheck.Valid)
            return false;
        PriceCheck price = instrument.CheckPrice(order.Price, out long ticks);
        reason = price == PriceCheck.OutsideLimits
            ? OrdRejReason.PriceExceedsCurrentPriceBand
            : OrdRejReason.InvalidPriceIncrement;
        if (price != PriceCheck.Valid)
            return false;
        working.PriceTicks = ticks;
        working.Terms.ClOrdId = order.ClOrdID;
        working.Terms.OrderLots = lots;
        working.Terms.LeavesLots = lots;
        return true;
    }

    // An order that trades at all is either filled, and never rests, or has filled and so freed at least one order
    // that rested. So a full book has no room only for an order that would rest without having traded.
    private static bool NeedsRoomThatIsNotThere(
        CoreState state, Instrument instrument, in NewOrderSingleBlock order, in WorkingOrder working)
    {
        return IsFull(state, instrument)
            && order.TimeInForce == TimeInForce.GoodTillCancel
            && !instrument.IsReached(order.Side, working.PriceTicks);
    }

    /// <summary>Whether no further order may rest.</summary>
    public static bool IsFull(CoreState state, Instrument instrument) =>
        state.Orders.Count >= state.Limits.MaxOpenOrders
        || instrument.OpenOrderCount >= instrument.Terms.MaxOpenOrders;
}
