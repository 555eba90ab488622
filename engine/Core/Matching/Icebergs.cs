using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Orders that show a slice at a time. In the book an iceberg is an order of its slice; what is behind it stands in
/// its details.
/// </summary>
internal static class Icebergs
{
    /// <summary>Puts the next slice at the back of its level; the one before is used up.</summary>
    public static void ShowNext<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, int orderIndex)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref OrderDetails details = ref state.Details[orderIndex];
        long priceTicks = state.Levels[order.Level].PriceTicks;
        instrument.Book.Remove(orderIndex);
        long slice = Math.Min(details.DisplayLots, details.ReserveLots);
        details.ReserveLots -= slice;
        order.Terms.OrderLots += slice;
        order.Terms.LeavesLots += slice;
        instrument.Book.Append(orderIndex, details.Side, priceTicks);
        RestingOrders.WriteRestated(
            state, ref sink, in request, instrument, orderIndex, ExecRestatementReason.DisplayRefreshed);
    }
}
