using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Gives triggered stops their turn, one at a time, each fully worked before the next, until none is left: a stop that
/// the trade of another one triggers goes in the same command. Each triggers once, so it ends.
/// </summary>
internal static class Cascade
{
    public static void Run<TSink>(CoreState state, ref TSink sink, in Request request, Instrument instrument)
        where TSink : struct, IEventSink
    {
        while (state.Triggered.Count > 0)
        {
            DetailedOrder order = DetailedOrders.Load(state, state.Triggered.Take());
            Fire(state, ref sink, in request, instrument, ref order);
        }
    }

    /// <summary>A stop enters the book as the market or limit order that it stands for.</summary>
    public static void Fire<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        bool isMarket = order.Details.OrdType == OrdType.Stop;
        order.Details.Features &= ~(OrderFeatures.Stop | OrderFeatures.Trailing);
        order.Details.OrdType = isMarket ? OrdType.Market : OrdType.Limit;
        order.Order.PriceTicks = isMarket ? 0 : order.Details.LimitTicks;
        Restatements.Write(
            state, ref sink, in request, instrument, in order, ExecRestatementReason.Triggered);
        if (isMarket
            && !PriceBounds.TryBoundMarket(
                instrument, order.Details.Side, OrdType.Market, out order.Order.PriceTicks))
            DetailedOrders.Cancel(state, ref sink, in request, instrument, ref order, CancelReason.NoOppositeOrders);
        else
            DetailedOrders.Work(state, ref sink, in request, instrument, ref order);
    }
}
