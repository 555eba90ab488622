using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Whether the sweep for plain orders gives what the full one would: so that an order which meets plain orders only
/// pays nothing for what else there is. A no may be wrong, a yes is not.
/// </summary>
internal static class PlainTrades
{
    // So many makers are looked at: more are worth the full sweep.
    private const int MostMakers = 24;

    /// <param name="state">The engine's state; only read.</param>
    /// <param name="instrument">The instrument, which is open.</param>
    /// <param name="side">Side of the plain order.</param>
    /// <param name="limitTicks">Its limit; it meets an order.</param>
    /// <param name="lots">As much as it may trade, or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Suffice(CoreState state, Instrument instrument, Side side, long limitTicks, long lots) =>
        !instrument.NeedsFullCare || AreAll(state, instrument, side, limitTicks, lots);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreAll(CoreState state, Instrument instrument, Side side, long limitTicks, long lots)
    {
        BookSide opposite = instrument.Book.OppositeOf(side);
        return opposite.IsReachedBy(limitTicks)
            && instrument.BoundOf(side, limitTicks) == limitTicks
            && !(instrument.Hidden is { } hidden && hidden.OppositeOf(side).IsReachedBy(limitTicks))
            && AreMakersPlain(state, opposite, limitTicks, lots, out long lastTicks)
            && !TriggerStops(instrument, opposite.BestTicks, lastTicks);
    }

    private static bool AreMakersPlain(
        CoreState state, BookSide opposite, long limitTicks, long lots, out long lastTicks)
    {
        int makers = 0;
        lastTicks = opposite.BestTicks;
        for (int rank = 0; rank < opposite.Count; rank++)
        {
            ref Level level = ref state.Levels[opposite.LevelAt(rank)];
            if (opposite.IsBetter(limitTicks, level.PriceTicks))
                return true;
            lastTicks = level.PriceTicks;
            for (int at = level.Head; at != Pool<Order>.None; at = state.Orders[at].Next)
            {
                if (state.Orders[at].HasDetails || ++makers > MostMakers)
                    return false;
                lots -= state.Orders[at].Terms.LeavesLots;
                if (lots <= 0)
                    return true;
            }
        }
        return true;
    }

    private static bool TriggerStops(Instrument instrument, long firstTicks, long lastTicks) =>
        instrument.Stops is { } stops
        && (instrument.TrailingStops.Count > 0
            || stops.Bids.IsReachedBy(firstTicks) || stops.Bids.IsReachedBy(lastTicks)
            || stops.Offers.IsReachedBy(firstTicks) || stops.Offers.IsReachedBy(lastTicks));
}
