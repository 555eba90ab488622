using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Everything that an order must be to be accepted, looked at before anything changes. The first check that fails
/// gives the reason; engine/README.md lists them in the same order.
/// </summary>
internal static class NewOrderCheck
{
    /// <param name="state">The engine's state; only read.</param>
    /// <param name="ids">Client order ids of the session.</param>
    /// <param name="order">The order as it came; not a duplicate.</param>
    /// <param name="instrument">Its instrument, when it passes.</param>
    /// <param name="working">The order in ticks and lots, when it passes; owner and OrderID are not set.</param>
    /// <param name="reason">Why it does not pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Passes(
        CoreState state,
        ClientOrderIds ids,
        in NewOrderSingleBlock order,
        [NotNullWhen(true)] out Instrument? instrument,
        out WorkingOrder working,
        out OrdRejReason reason)
    {
        working = default;
        instrument = null;
        reason = OrdRejReason.InvalidClOrdID;
        if (order.ClOrdID == 0)
            return false;
        reason = OrdRejReason.UnknownSecurity;
        if (!state.Instruments.TryFind(order.SecurityID, out Instrument? found))
            return false;
        reason = OrdRejReason.UnsupportedOrderCharacteristic;
        if (!HasKnownCharacteristics(in order))
            return false;
        if (!AreTermsValid(found, in order, ref working, out reason))
            return false;
        reason = OrdRejReason.ClOrdIDLimitReached;
        if (ids.IsFull)
            return false;
        reason = OrdRejReason.OrderExceedsLimit;
        if (NeedsRoomThatIsNotThere(state, found, in order, in working))
            return false;
        instrument = found;
        return true;
    }

    private static bool HasKnownCharacteristics(in NewOrderSingleBlock order) =>
        order.Side is Side.Buy or Side.Sell
        && order.OrdType is OrdType.Limit
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
        bool full = state.Orders.Count >= state.Limits.MaxOpenOrders
            || instrument.Book.OrderCount >= instrument.Terms.MaxOpenOrders;
        return full
            && order.TimeInForce == TimeInForce.GoodTillCancel
            && !instrument.Book.OppositeOf(order.Side).IsReachedBy(working.PriceTicks);
    }
}
