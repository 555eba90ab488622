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

    /// <summary>From here on the stop follows from this stop price, its limit as far from it as it is now.</summary>
    public static void StartFrom(long stopTicks, ref OrderDetails details)
    {
        details.TrailFromTicks = stopTicks;
        details.LimitOffsetTicks = details.LimitTicks - stopTicks;
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
                details.LimitTicks = LimitBehind(instrument, in details, movedTicks);
            stops.Remove(at);
            stops.Append(at, StopTriggers.WaitingSideOf(details.Side), movedTicks);
            Exposures.Opened(state, instrument, at);
        }
    }

    // Depends on nothing but the trade and what the stop was given: to follow twice at one price moves it once.
    private static long Moved(Instrument instrument, in OrderDetails details, long stopTicks, long tradeTicks)
    {
        bool isBuy = details.Side == Side.Buy;
        long fromTicks = details.TrailFromTicks;
        long distance = isBuy ? fromTicks - tradeTicks : tradeTicks - fromTicks;
        if (distance <= details.TrailTicks)
            return stopTicks;
        long byTicks = distance - details.TrailTicks;
        byTicks -= byTicks % details.TrailStepTicks;
        return isBuy
            ? Math.Min(stopTicks, instrument.RoundUp(fromTicks - byTicks))
            : Math.Max(stopTicks, instrument.RoundDown(fromTicks + byTicks));
    }

    // The limit keeps its distance from the stop as far as valid prices allow.
    private static long LimitBehind(Instrument instrument, in OrderDetails details, long stopTicks)
    {
        (long lowest, long highest) = (instrument.LowestPriceTicks, instrument.HighestPriceTicks);
        long limitTicks = details.LimitOffsetTicks > highest - stopTicks
            ? highest
            : Math.Clamp(stopTicks + details.LimitOffsetTicks, lowest, highest);
        return details.Side == Side.Buy ? instrument.RoundUp(limitTicks) : instrument.RoundDown(limitTicks);
    }
}
