using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Looks at the new terms of an order with details before anything changes, and writes those that pass into the copy
/// that is to be worked.
/// </summary>
internal static class DetailedReplacementCheck
{
    public static bool Passes(
        CoreState state, in Request request, Instrument instrument, in ReplacementTerms asked,
        ref DetailedOrder order, out CxlRejReason reason)
    {
        reason = CxlRejReason.TradingHalted;
        if (instrument.Status != SecurityTradingStatus.ReadyToTrade)
            return false;
        reason = CxlRejReason.UnsupportedOrderCharacteristic;
        bool isStop = order.Details.Has(OrderFeatures.Stop);
        bool isIceberg = order.Details.Has(OrderFeatures.Iceberg);
        if ((asked.StopPx != 0 && !isStop) || (asked.DisplayQty != 0 && !isIceberg))
            return false;
        if (!ReplacementCheck.IsQuantityValid(
            instrument, asked.OrderQty, out order.Order.Terms.OrderLots, out reason))
            return false;
        long displayQty = asked.DisplayQty == 0 ? instrument.QuantityOf(order.Details.DisplayLots) : asked.DisplayQty;
        reason = CxlRejReason.InvalidDisplayQty;
        if (isIceberg && !IsDisplayValid(state, instrument, displayQty, asked.DisplayQty == 0, ref order))
            return false;
        if (!ArePricesValid(instrument, in asked, ref order, out reason))
            return false;
        reason = CxlRejReason.ClOrdIDLimitReached;
        if (state.Sessions[request.Session].ClientOrderIds.IsFull)
            return false;
        if (order.Order.Terms.OrderLots <= order.Order.Terms.CumLots)
            return true;
        reason = CxlRejReason.PostOnlyWouldTrade;
        bool wouldTrade = order.Details.IsPostOnly
            && instrument.IsReached(order.Details.Side, order.Order.PriceTicks);
        return (!wouldTrade || PostOnly.CanSlide(instrument, in order.Details))
            && IsWithinLimits(state, instrument, in order, out reason);
    }

    private static bool IsWithinLimits(
        CoreState state, Instrument instrument, in DetailedOrder order, out CxlRejReason reason)
    {
        OrderTerms terms = order.Order.Terms;
        OrderDetails details = order.Details;
        long valueTicks = PriceBounds.ValueTicksOf(instrument, in order);
        reason = CxlRejReason.OrderValueOutOfRange;
        if (!RiskCheck.IsValueWithinLimits(instrument, valueTicks, terms.OrderLots))
            return false;
        reason = CxlRejReason.LevelLimitReached;
        if (!HasRoomForLevel(state, instrument, in order))
            return false;
        long oldLots = RestingOrders.TotalTermsOf(state, order.Index).LeavesLots;
        long newLots = terms.OrderLots - terms.CumLots;
        reason = CxlRejReason.PositionLimitExceeded;
        if (newLots > oldLots
            && !RiskCheck.IsPositionWithinLimit(
                state, instrument, details.Account, details.Side, newLots - oldLots))
            return false;
        Int128 more = instrument.ValueOf(valueTicks, newLots)
            - instrument.ValueOf(Exposures.ValuePriceOf(state, order.Index), oldLots);
        reason = CxlRejReason.OpenExposureLimitExceeded;
        return more <= 0 || RiskCheck.IsOpenValueWithinLimit(state, instrument, details.Account, more);
    }

    // The level that the order leaves counts for it when it is alone there.
    private static bool HasRoomForLevel(CoreState state, Instrument instrument, in DetailedOrder order)
    {
        if (order.Details.Has(OrderFeatures.Stop)
            || state.Levels[state.Orders[order.Index].Level].OrderCount == 1
            || !RestingLevel.TryForesee(instrument, in order, out long restsAtTicks))
            return true;
        return RestingLevel.HasRoom(instrument, order.Details.Features, order.Details.Side, restsAtTicks);
    }

    // A slice that is left as it was may be larger than the new total.
    private static bool IsDisplayValid(
        CoreState state, Instrument instrument, long displayQty, bool isLeft, ref DetailedOrder order)
    {
        long total = order.Order.Terms.OrderLots;
        return DetailedOrderCheck.IsDisplayValid(
            state, instrument, displayQty, isLeft ? Math.Max(total, order.Details.DisplayLots) : total,
            out order.Details.DisplayLots);
    }

    private static bool ArePricesValid(
        Instrument instrument, in ReplacementTerms asked, ref DetailedOrder order, out CxlRejReason reason)
    {
        bool hasLimit = order.Details.OrdType is OrdType.Limit or OrdType.StopLimit;
        reason = CxlRejReason.UnsupportedOrderCharacteristic;
        if (!hasLimit && asked.Price != 0)
            return false;
        if (hasLimit
            && !ReplacementCheck.IsPriceValid(instrument, asked.Price, out order.Order.PriceTicks, out reason))
            return false;
        reason = CxlRejReason.InvalidStopPrice;
        if (!order.Details.Has(OrderFeatures.Stop))
            return true;
        bool isMoved = order.Details.LimitTicks != order.Order.PriceTicks;
        order.Details.LimitTicks = order.Order.PriceTicks;
        long stopTicks = order.StopTicks;
        if (asked.StopPx != 0 && instrument.CheckPrice(asked.StopPx, out order.StopTicks) != PriceCheck.Valid)
            return false;
        if (isMoved || order.StopTicks != stopTicks)
            TrailingStops.StartFrom(order.StopTicks, ref order.Details);
        return true;
    }
}
