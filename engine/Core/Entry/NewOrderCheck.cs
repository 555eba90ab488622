using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Everything that a plain order must be to be accepted, looked at before anything changes. The first check that fails
/// gives the reason; engine/README.md lists them in the same order.
/// </summary>
internal static class NewOrderCheck
{
    private const uint PlainKinds =
        (uint)Side.Buy | (uint)OrdType.Limit << 8 | (uint)TimeInForce.GoodTillCancel << 16;

    // The other side, and the other time in force, differ from these in one bit each.
    private const uint OtherPlainKinds =
        Side.Sell - Side.Buy | (uint)(TimeInForce.ImmediateOrCancel - TimeInForce.GoodTillCancel) << 16;

    /// <summary>Side, type and time in force of an order, the side lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Kinds(this in NewOrderSingleBlock order) =>
        Unsafe.As<Side, uint>(ref Unsafe.AsRef(in order.Side)) & 0x00FF_FFFF;

    /// <summary>Whether the order is a limit order of a kind that is checked here; all others have details.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(in NewOrderSingleBlock order) => ((order.Kinds() - PlainKinds) & ~OtherPlainKinds) == 0;

    /// <summary>Whether a further order, or its level, may have no room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayLackRoom(CoreState state, Instrument instrument) =>
        state.Orders.Count >= state.MaxOpenOrders || instrument.MayLackRoom;

    /// <param name="state">The engine's state; only read.</param>
    /// <param name="ids">Client order ids of the session.</param>
    /// <param name="instrument">Its instrument, which has plain orders only.</param>
    /// <param name="order">The order as it came; plain.</param>
    /// <param name="ticks">Its limit.</param>
    /// <param name="lots">Its quantity.</param>
    /// <param name="reason">Why it does not pass.</param>
    public static bool Passes(
        CoreState state, ClientOrderIds ids, Instrument instrument, in NewOrderSingleBlock order,
        out long ticks, out long lots, out OrdRejReason reason)
    {
        ticks = 0;
        lots = 0;
        reason = OrdRejReason.InvalidClOrdID;
        if (order.ClOrdID == 0)
            return false;
        reason = OrdRejReason.DuplicateOrder;
        if (ids.IsUsed(order.ClOrdID))
            return false;
        QuantityCheck quantity = instrument.CheckOrderQuantity(order.OrderQty, out lots);
        reason = quantity == QuantityCheck.NotOnLot ? OrdRejReason.QuantityNotOnLot : OrdRejReason.IncorrectQuantity;
        if (quantity != QuantityCheck.Valid)
            return false;
        PriceCheck price = instrument.CheckPrice(order.Price, out ticks);
        reason = price == PriceCheck.OutsideLimits
            ? OrdRejReason.PriceExceedsCurrentPriceBand
            : OrdRejReason.InvalidPriceIncrement;
        if (price != PriceCheck.Valid)
            return false;
        reason = OrdRejReason.ClOrdIDLimitReached;
        if (ids.IsFull)
            return false;
        reason = OrdRejReason.OrderValueOutOfRange;
        if (!RiskCheck.IsValueWithinLimits(instrument, ticks, lots))
            return false;
        instrument.FollowMarket();
        return HasRoom(state, instrument, in order, ticks, out reason);
    }

    // An order that trades at all is either filled, and never rests, or has filled and so freed at least one order
    // that rested. So a full book has no room only for an order that would rest without having traded.
    private static bool HasRoom(
        CoreState state, Instrument instrument, in NewOrderSingleBlock order, long ticks, out OrdRejReason reason)
    {
        reason = OrdRejReason.OrderExceedsLimit;
        if (!MayLackRoom(state, instrument)
            || order.TimeInForce != TimeInForce.GoodTillCancel
            || instrument.IsReached(order.Side, ticks))
            return true;
        if (state.Orders.Count >= state.MaxOpenOrders || instrument.IsFull)
            return false;
        reason = OrdRejReason.LevelLimitReached;
        return RestingLevel.HasRoom(instrument, OrderFeatures.None, order.Side, ticks);
    }
}
