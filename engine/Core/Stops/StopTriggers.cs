using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Finds the stops that trades trigger. Buy stops wait on the offer side of the stop book, lowest first, and sell
/// stops on its bid side, highest first: so the best of a side is the one that the market reaches first.
/// </summary>
internal static class StopTriggers
{
    /// <summary>Side of the stop book on which a stop waits.</summary>
    public static Side WaitingSideOf(Side side) => side == Side.Buy ? Side.Sell : Side.Buy;

    /// <summary>Whether a trade at this price triggers a stop.</summary>
    public static bool IsTriggered(Side side, long stopTicks, long tradeTicks) =>
        tradeTicks > 0 && (side == Side.Buy ? tradeTicks >= stopTicks : tradeTicks <= stopTicks);

    /// <summary>
    /// Notes the trades of one sweep, which went from a first price to a last one: moves trailing stops after the first,
    /// queues the stops that are triggered, those that the first price has reached from the other side first, nearest
    /// first; then moves trailing stops after the last.
    /// </summary>
    public static void AfterSweep(CoreState state, Instrument instrument, Side taker, long firstTicks, long lastTicks)
    {
        instrument.LastTradeTicks = lastTicks;
        if (instrument.Stops is not OrderBook stops)
            return;
        TrailingStops.Follow(state, instrument, stops, firstTicks);
        if (taker == Side.Buy)
        {
            Queue(state, instrument, stops, stops.Bids, firstTicks);
            Queue(state, instrument, stops, stops.Offers, lastTicks);
        }
        else
        {
            Queue(state, instrument, stops, stops.Offers, firstTicks);
            Queue(state, instrument, stops, stops.Bids, lastTicks);
        }
        if (lastTicks != firstTicks)
            TrailingStops.Follow(state, instrument, stops, lastTicks);
    }

    private static void Queue(
        CoreState state, Instrument instrument, OrderBook stops, BookSide side, long tradeTicks)
    {
        while (side.IsReachedBy(tradeTicks))
        {
            int orderIndex = state.Levels[side.BestLevel].Head;
            Exposures.Closed(state, instrument, orderIndex);
            stops.Remove(orderIndex);
            TrailingStops.Release(state, instrument, orderIndex);
            state.Triggered.Add(orderIndex);
        }
    }
}
