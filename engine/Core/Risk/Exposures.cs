using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Keeps what accounts have open and have traded in step with the books. Orders without account cost nothing.
/// </summary>
internal static class Exposures
{
    /// <summary>An order is in a book from here on, or has other terms there.</summary>
    public static void Opened(CoreState state, Instrument instrument, int orderIndex) =>
        Count(state, instrument, orderIndex, sign: 1);

    /// <summary>An order leaves its book, or its terms there are about to change.</summary>
    public static void Closed(CoreState state, Instrument instrument, int orderIndex) =>
        Count(state, instrument, orderIndex, sign: -1);

    /// <summary>A resting order has traded.</summary>
    public static void MakerTraded(CoreState state, Instrument instrument, int orderIndex, long priceTicks, long lots)
    {
        if (!state.Orders[orderIndex].HasDetails || state.Details[orderIndex].Account == 0)
            return;
        ref OrderDetails details = ref state.Details[orderIndex];
        ref Exposure exposure = ref state.Exposures[details.ExposureIndex];
        if (details.Side == Side.Buy)
            exposure.OpenBuyLots -= lots;
        else
            exposure.OpenSellLots -= lots;
        exposure.OpenValue -= instrument.ValueOf(priceTicks, lots);
        Traded(ref exposure, details.Side, lots);
    }

    /// <summary>An order that is in no book has traded.</summary>
    public static void TakerTraded(CoreState state, in TakerRule taker, Side side, long lots)
    {
        if (taker.Account != 0)
            Traded(ref state.Exposures[taker.ExposureIndex], side, lots);
    }

    /// <summary>Price by which an order in a book is valued: its limit, or the stop price where it has none.</summary>
    public static long ValuePriceOf(CoreState state, int orderIndex)
    {
        long limitTicks = RestingOrders.LimitTicksOf(state, orderIndex);
        return limitTicks != 0 ? limitTicks : state.Levels[state.Orders[orderIndex].Level].PriceTicks;
    }

    private static void Traded(ref Exposure exposure, Side side, long lots) =>
        exposure.PositionLots += side == Side.Buy ? lots : -lots;

    private static void Count(CoreState state, Instrument instrument, int orderIndex, int sign)
    {
        if (!state.Orders[orderIndex].HasDetails || state.Details[orderIndex].Account == 0)
            return;
        ref OrderDetails details = ref state.Details[orderIndex];
        ref Exposure exposure = ref state.Exposures[details.ExposureIndex];
        long lots = RestingOrders.TotalTermsOf(state, orderIndex).LeavesLots;
        if (details.Side == Side.Buy)
            exposure.OpenBuyLots += sign * lots;
        else
            exposure.OpenSellLots += sign * lots;
        exposure.OpenValue += sign * instrument.ValueOf(ValuePriceOf(state, orderIndex), lots);
    }
}
