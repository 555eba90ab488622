using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>How far an order may trade that names no limit of its own.</summary>
internal static class PriceBounds
{
    /// <summary>
    /// Gives a market order its protection price, a market-to-limit order the best opposite price as its limit.
    /// </summary>
    /// <returns>
    /// False when there is nothing to trade with; also when, under a coarser tick than that of the orders that rest, no
    /// valid price lies within the protection.
    /// </returns>
    public static bool TryBoundMarket(Instrument instrument, Side side, OrdType type, out long limitTicks)
    {
        if (!instrument.TryGetBestOpposite(side, out limitTicks))
            return false;
        if (type != OrdType.Market)
            return true;
        limitTicks = ProtectionPrice(instrument, side, limitTicks);
        return IsWithinLimits(instrument, limitTicks);
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

    private static bool IsWithinLimits(Instrument instrument, long priceTicks) =>
        priceTicks >= instrument.LowestPriceTicks && priceTicks <= instrument.HighestPriceTicks;

    private static long ProtectionPrice(Instrument instrument, Side side, long bestTicks)
    {
        long protectionTicks = instrument.Rules.MarketProtectionTicks;
        if (side == Side.Buy)
            return protectionTicks == 0 || protectionTicks > instrument.HighestPriceTicks - bestTicks
                ? instrument.HighestPriceTicks
                : instrument.RoundDown(bestTicks + protectionTicks);
        return protectionTicks == 0 || protectionTicks > bestTicks - instrument.LowestPriceTicks
            ? instrument.LowestPriceTicks
            : instrument.RoundUp(bestTicks - protectionTicks);
    }
}
