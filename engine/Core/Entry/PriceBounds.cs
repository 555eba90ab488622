using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Prices that an order does not name: how far it may trade, where it slides to, what it is valued at.</summary>
internal static class PriceBounds
{
    /// <summary>
    /// Gives a market order its protection price, a market-to-limit order the best opposite price as its limit.
    /// </summary>
    /// <returns>
    /// False when there is nothing to trade with; also when, under a coarser tick than that of the orders that rest, no
    /// valid price lies between the best of them and the protection.
    /// </returns>
    public static bool TryBoundMarket(Instrument instrument, Side side, OrdType type, out long limitTicks)
    {
        limitTicks = 0;
        if (!instrument.TryGetBestOpposite(side, out long bestTicks))
            return false;
        long boundTicks = type == OrdType.Market ? ProtectionPrice(instrument, side, bestTicks) : bestTicks;
        if (side == Side.Buy ? boundTicks < bestTicks : boundTicks > bestTicks)
            return false;
        limitTicks = boundTicks;
        return true;
    }

    /// <summary>
    /// The valid price next to the best opposite one at which a post-only order neither trades nor locks.
    /// </summary>
    /// <returns>False when there is none.</returns>
    public static bool TrySlide(Instrument instrument, Side side, out long priceTicks)
    {
        instrument.TryGetBestOpposite(side, out long bestTicks);
        priceTicks = side == Side.Buy ? instrument.RoundDown(bestTicks - 1) : instrument.RoundUp(bestTicks + 1);
        return IsWithinLimits(instrument, priceTicks);
    }

    /// <summary>
    /// Price by which an order is valued that is to be let in: the highest that a market order may trade at, where a
    /// post-only order would slide to, the stop price of a stop without a limit; else its limit.
    /// </summary>
    public static long ValueTicksOf(Instrument instrument, in DetailedOrder order)
    {
        long ticks = order.Order.PriceTicks;
        Side side = order.Details.Side;
        if (order.Details.OrdType == OrdType.Stop)
            ticks = order.StopTicks;
        else if (order.Details.OrdType == OrdType.Market && side == Side.Sell)
            instrument.TryGetBestOpposite(side, out ticks);
        else if (order.Details.IsPostOnly && instrument.IsReached(side, ticks))
            TrySlide(instrument, side, out ticks);
        return ticks;
    }

    private static bool IsWithinLimits(Instrument instrument, long priceTicks) =>
        priceTicks >= instrument.LowestPriceTicks && priceTicks <= instrument.HighestPriceTicks;

    // Without protection nothing rests at the bound, so it need be no valid price.
    private static long ProtectionPrice(Instrument instrument, Side side, long bestTicks)
    {
        long protectionTicks = instrument.Rules.MarketProtectionTicks;
        if (protectionTicks == 0)
            return side == Side.Buy ? instrument.LimitTicks.Highest : instrument.LimitTicks.Lowest;
        if (side == Side.Buy)
            return protectionTicks > instrument.HighestPriceTicks - bestTicks
                ? instrument.HighestPriceTicks
                : instrument.RoundDown(bestTicks + protectionTicks);
        return protectionTicks > bestTicks - instrument.LowestPriceTicks
            ? instrument.LowestPriceTicks
            : instrument.RoundUp(bestTicks - protectionTicks);
    }
}
