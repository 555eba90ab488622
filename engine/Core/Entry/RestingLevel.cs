using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Where an order that does not trade will rest: only such an order needs room that it does not make itself.
/// </summary>
internal static class RestingLevel
{
    /// <summary>Foresees the price at which an order that is no waiting stop rests untraded.</summary>
    /// <returns>False when it trades, or never rests.</returns>
    public static bool TryForesee(Instrument instrument, in DetailedOrder order, out long priceTicks)
    {
        Side side = order.Details.Side;
        priceTicks = order.Order.PriceTicks;
        if (order.Details.OrdType == OrdType.Stop || !order.Details.MayRest)
            return false;
        bool isReached = instrument.IsReached(side, priceTicks);
        if (isReached && order.Details.IsPostOnly)
            return PriceBounds.TrySlide(instrument, side, out priceTicks);
        return !isReached;
    }

    /// <summary>Whether there is a level at the price, or may be one more.</summary>
    public static bool HasRoom(Instrument instrument, OrderFeatures features, Side side, long priceTicks)
    {
        uint limit = instrument.Rules.MaxPriceLevels;
        if (limit == 0 || instrument.LevelCount < limit)
            return true;
        OrderBook book = instrument.BookFor(features & ~OrderFeatures.Stop);
        return book.SideOf(side).Find(priceTicks) != Pool<Level>.None;
    }
}
