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
        reason = CxlRejReason.PostOnlyWouldTrade;
        return !order.Details.IsPostOnly
            || order.Order.Terms.OrderLots <= order.Order.Terms.CumLots
            || !instrument.IsReached(order.Details.Side, order.Order.PriceTicks)
            || PostOnly.CanSlide(instrument, in order.Details);
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
        order.Details.LimitTicks = order.Order.PriceTicks;
        return asked.StopPx == 0 || instrument.CheckPrice(asked.StopPx, out order.StopTicks) == PriceCheck.Valid;
    }
}
