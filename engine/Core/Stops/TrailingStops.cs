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

    public static void Follow(CoreState state, Instrument instrument, OrderBook stops, long tradeTicks)
    {
        for (int at = instrument.TrailingStops.First; at != Pool<Order>.None; at = state.Details[at].Links.Trailing.Next)
        {
            ref OrderDetails details = ref state.Details[at];
            long stopTicks = state.Levels[state.Orders[at].Level].PriceTicks;
            long movedTicks = Moved(instrument, in details, stopTicks, tradeTicks);
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

    private static long Moved(Instrument instrument, in OrderDetails details, long stopTicks, long tradeTicks)
    {
        bool isBuy = details.Side == Side.Buy;
        long distance = isBuy ? stopTicks - tradeTicks : tradeTicks - stopTicks;
        if (distance <= details.TrailTicks)
            return stopTicks;
        long steps = (distance - details.TrailTicks) / details.TrailStepTicks;
        long byTicks = steps * details.TrailStepTicks;
        return isBuy
            ? Math.Min(stopTicks, instrument.RoundUp(stopTicks - byTicks))
            : Math.Max(stopTicks, instrument.RoundDown(stopTicks + byTicks));
    }

    // The limit keeps its distance from the stop as far as valid prices allow. Rounding may lead beyond the price limits
    // where the limit itself has gone off tick.
    private static long MovedLimit(Instrument instrument, in OrderDetails details, long byTicks)
    {
        (long lowest, long highest) = (instrument.LowestPriceTicks, instrument.HighestPriceTicks);
        if (details.Side == Side.Buy)
            return Math.Min(highest, instrument.RoundUp(Math.Max(lowest, details.LimitTicks + byTicks)));
        return byTicks > highest - details.LimitTicks
            ? highest
            : Math.Max(lowest, instrument.RoundDown(details.LimitTicks + byTicks));
    }
}
