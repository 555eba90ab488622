using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Everything that an order with more than price and quantity must be to be accepted, looked at before anything
/// changes. engine/README.md lists the checks in the same order.
/// </summary>
internal static class DetailedOrderCheck
{
    /// <summary>Looks at the order; it is not a duplicate and its instrument is known.</summary>
    /// <param name="state">The engine's state; only read.</param>
    /// <param name="session">Index of the session.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="order">The order as it came.</param>
    /// <param name="detailed">The order in ticks and lots, when it passes; owner and OrderID are not set.</param>
    /// <param name="reason">Why it does not pass.</param>
    public static bool Passes(
        CoreState state,
        int session,
        Instrument instrument,
        in NewOrderExtendedBlock order,
        ref DetailedOrder detailed,
        out OrdRejReason reason)
    {
        reason = OrdRejReason.ExchangeClosed;
        if (instrument.Status != SecurityTradingStatus.ReadyToTrade)
            return false;
        reason = OrdRejReason.TradingBlocked;
        if (RiskCheck.IsBlocked(state, session, order.Account))
            return false;
        reason = OrdRejReason.UnsupportedOrderCharacteristic;
        if (!Characteristics.AreSound(in order))
            return false;
        Describe(instrument, in order, ref detailed);
        if (!AreQuantitiesValid(state, instrument, in order, ref detailed, out reason)
            || !ArePricesValid(instrument, in order, ref detailed, out reason))
            return false;
        reason = OrdRejReason.InvalidExpireTime;
        if (detailed.Details.Has(OrderFeatures.GoodTillDate) && order.ExpireTime <= state.TimeNanos)
            return false;
        reason = OrdRejReason.ClOrdIDLimitReached;
        return !state.Sessions[session].ClientOrderIds.IsFull
            && AgreesWithTheBook(instrument, ref detailed, out reason)
            && IsWithinLimits(state, session, instrument, in detailed, out reason);
    }

    private static void Describe(Instrument instrument, in NewOrderExtendedBlock order, ref DetailedOrder detailed)
    {
        ref OrderDetails details = ref detailed.Details;
        details.OrdType = order.OrdType;
        details.TimeInForce = order.TimeInForce;
        details.ExecInst = order.ExecInst;
        details.SelfMatchId = order.SelfMatchPreventionID;
        details.SelfMatchInstruction = order.SelfMatchPreventionInstruction;
        details.Side = order.Side;
        details.Account = order.Account;
        details.Instrument = instrument.Index;
        details.ExpireTimeNanos = order.ExpireTime;
        details.Features = Characteristics.FeaturesOf(in order);
        detailed.Index = Pool<Order>.None;
        detailed.Order.Terms.ClOrdId = order.ClOrdID;
    }

    private static bool AreQuantitiesValid(
        CoreState state, Instrument instrument, in NewOrderExtendedBlock order, ref DetailedOrder detailed,
        out OrdRejReason reason)
    {
        QuantityCheck quantity = instrument.CheckOrderQuantity(order.OrderQty, out long lots);
        reason = quantity == QuantityCheck.NotOnLot ? OrdRejReason.QuantityNotOnLot : OrdRejReason.IncorrectQuantity;
        if (quantity != QuantityCheck.Valid)
            return false;
        detailed.Order.Terms.OrderLots = lots;
        detailed.Order.Terms.LeavesLots = lots;
        reason = OrdRejReason.InvalidDisplayQty;
        if (detailed.Details.Has(OrderFeatures.Iceberg)
            && !IsDisplayValid(state, instrument, order.DisplayQty, lots, out detailed.Details.DisplayLots))
            return false;
        reason = OrdRejReason.InvalidMinQty;
        return order.MinQty == 0
            || (instrument.CheckReduceQuantity(order.MinQty, out detailed.MinLots) == QuantityCheck.Valid
                && detailed.MinLots <= lots);
    }

    /// <summary>Whether an iceberg may show so much of its total: on lot, and not in too many slices.</summary>
    public static bool IsDisplayValid(
        CoreState state, Instrument instrument, long displayQty, long totalLots, out long displayLots) =>
        instrument.CheckReduceQuantity(displayQty, out displayLots) == QuantityCheck.Valid
        && displayLots <= totalLots
        && (totalLots - 1) / displayLots < state.Limits.MaxIcebergSlices;

    private static bool ArePricesValid(
        Instrument instrument, in NewOrderExtendedBlock order, ref DetailedOrder detailed, out OrdRejReason reason)
    {
        reason = OrdRejReason.InvalidPriceIncrement;
        if (order.OrdType is OrdType.Limit or OrdType.StopLimit)
        {
            PriceCheck price = instrument.CheckPrice(order.Price, out detailed.Order.PriceTicks);
            if (price == PriceCheck.OutsideLimits)
                reason = OrdRejReason.PriceExceedsCurrentPriceBand;
            if (price != PriceCheck.Valid)
                return false;
        }
        reason = OrdRejReason.InvalidStopPrice;
        if (!detailed.Details.Has(OrderFeatures.Stop))
            return true;
        if (instrument.CheckPrice(order.StopPx, out detailed.StopTicks) != PriceCheck.Valid)
            return false;
        detailed.Details.LimitTicks = detailed.Order.PriceTicks;
        detailed.Details.TrailTicks = order.PegOffsetValue / instrument.Terms.MinPriceIncrement;
        detailed.Details.TrailStepTicks = Math.Max(1, order.TrailingStep);
        TrailingStops.StartFrom(detailed.StopTicks, ref detailed.Details);
        return order.PegOffsetValue % instrument.Terms.MinPriceIncrement == 0;
    }

    private static bool AgreesWithTheBook(
        Instrument instrument, ref DetailedOrder order, out OrdRejReason reason)
    {
        Side side = order.Details.Side;
        reason = OrdRejReason.NoOppositeOrders;
        if (order.Details.OrdType is OrdType.Market or OrdType.MarketWithLeftOverAsLimit
            && !PriceBounds.TryBoundMarket(instrument, side, order.Details.OrdType, out order.Order.PriceTicks))
            return false;
        reason = OrdRejReason.PostOnlyWouldTrade;
        return !order.Details.IsPostOnly
            || !instrument.IsReached(side, order.Order.PriceTicks)
            || PostOnly.CanSlide(instrument, in order.Details);
    }

    private static bool IsWithinLimits(
        CoreState state, int session, Instrument instrument, in DetailedOrder order, out OrdRejReason reason)
    {
        Side side = order.Details.Side;
        uint account = order.Details.Account;
        long lots = order.Order.Terms.LeavesLots;
        long valueTicks = PriceBounds.ValueTicksOf(instrument, in order);
        reason = OrdRejReason.OrderValueOutOfRange;
        if (!RiskCheck.IsValueWithinLimits(instrument, valueTicks, lots))
            return false;
        if (!HasRoom(state, session, instrument, in order, out reason))
            return false;
        reason = OrdRejReason.AccountLimitReached;
        if (account != 0 && state.Exposures.IsFull
            && !state.Exposures.TryFind(account, instrument.Terms.SecurityId, out _))
            return false;
        reason = OrdRejReason.PositionLimitExceeded;
        if (!RiskCheck.IsPositionWithinLimit(state, instrument, account, side, lots))
            return false;
        reason = OrdRejReason.OpenExposureLimitExceeded;
        return RiskCheck.IsOpenValueWithinLimit(state, instrument, account, instrument.ValueOf(valueTicks, lots));
    }

    private static bool HasRoom(
        CoreState state, int session, Instrument instrument, in DetailedOrder order, out OrdRejReason reason)
    {
        Side side = order.Details.Side;
        uint mayHaveOpen = state.Sessions[session].MaxOpenOrders;
        bool waits = order.Details.Has(OrderFeatures.Stop)
            && !StopTriggers.IsTriggered(side, order.StopTicks, instrument.LastTradeTicks);
        reason = OrdRejReason.OpenOrderLimitReached;
        if (mayHaveOpen != 0
            && (waits || order.Details.MayRest)
            && state.Sessions[session].OpenOrderCount >= mayHaveOpen)
            return false;
        reason = OrdRejReason.TrailingStopLimitReached;
        if (waits && order.Details.Has(OrderFeatures.Trailing)
            && instrument.TrailingStops.Count >= state.Limits.MaxTrailingStopsPerInstrument)
            return false;
        reason = OrdRejReason.OrderExceedsLimit;
        bool isFull = state.Orders.Count >= state.MaxOpenOrders || instrument.IsFull;
        if (waits)
            return !isFull && (order.Details.TimeInForce != TimeInForce.FillOrKill
                || instrument.FillOrKillStopCount < state.Limits.MaxFillOrKillStopsPerInstrument);
        if (!RestingLevel.TryForesee(instrument, in order, out long restsAtTicks))
            return true;
        if (isFull)
            return false;
        reason = OrdRejReason.LevelLimitReached;
        return RestingLevel.HasRoom(instrument, order.Details.Features, order.Details.Side, restsAtTicks);
    }
}
