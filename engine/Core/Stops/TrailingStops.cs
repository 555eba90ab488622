using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Moves trailing stops after the market: only in the favourable direction, by whole steps, rounded away from the
/// market to a valid price.
/// </summary>
internal static class TrailingStops
{
    /// <summary>A stop that is triggered follows the market no more.</summary>
    public static void Release(CoreState state, Instrument instrument, int orderIndex)
    {
        ref OrderDetails details = ref state.Details[orderIndex];
        if (!details.Has(OrderFeatures.Trailing))
            return;
        instrument.TrailingStops.Unlink(orderIndex);
        details.Features &= ~OrderFeatures.Trailing;
    }

    public static void Follow(CoreState state, Instrument instrument, OrderBook stops, long lastTicks)
    {
        for (int at = instrument.TrailingStops.First; at != Pool<Order>.None; at = state.Details[at].Links.Trailing.Next)
        {
            ref OrderDetails details = ref state.Details[at];
            long stopTicks = state.Levels[state.Orders[at].Level].PriceTicks;
            long movedTicks = Moved(instrument, in details, stopTicks, lastTicks);
            if (movedTicks == stopTicks)
                continue;
            Exposures.Closed(state, instrument, at);
            if (details.OrdType == OrdType.StopLimit)
                details.LimitTicks = MovedLimit(instrument, in details, movedTicks - stopTicks);
            stops.Remove(at);
            stops.Append(at, StopTriggers.WaitingSideOf(details.Side), movedTicks);
            Exposures.Opened(state, instrument, at);
        }
    }

    private static long Moved(Instrument instrument, in OrderDetails details, long stopTicks, long lastTicks)
    {
        bool isBuy = details.Side == Side.Buy;
        long distance = isBuy ? stopTicks - lastTicks : lastTicks - stopTicks;
        if (distance <= details.TrailTicks)
            return stopTicks;
        long steps = (distance - details.TrailTicks) / details.TrailStepTicks;
        long byTicks = steps * details.TrailStepTicks;
        return isBuy
            ? Math.Min(stopTicks, instrument.RoundUp(stopTicks - byTicks))
            : Math.Max(stopTicks, instrument.RoundDown(stopTicks + byTicks));
    }

    // The limit keeps its distance from the stop as far as valid prices allow.
    private static long MovedLimit(Instrument instrument, in OrderDetails details, long byTicks)
    {
        if (details.Side == Side.Buy)
            return instrument.RoundUp(Math.Max(instrument.LowestPriceTicks, details.LimitTicks + byTicks));
        return byTicks > instrument.HighestPriceTicks - details.LimitTicks
            ? instrument.HighestPriceTicks
            : instrument.RoundDown(details.LimitTicks + byTicks);
    }
}
