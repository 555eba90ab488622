using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Works an order through the book when it is not plain, or may meet one that is not.</summary>
internal static class DetailedOrders
{
    /// <summary>An open order, to be worked anew. It is still where it was.</summary>
    public static DetailedOrder Load(CoreState state, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        DetailedOrder loaded = new() { Index = orderIndex };
        loaded.Order.Terms = RestingOrders.TotalTermsOf(state, orderIndex);
        loaded.Order.Owner = RestingOrders.OwnerOf(state, orderIndex);
        loaded.Details = order.HasDetails ? state.Details[orderIndex] : Plain(loaded.Order.Owner.Side);
        loaded.Details.ReserveLots = 0;
        return loaded;
    }

    /// <summary>Details of an order that is plain.</summary>
    public static OrderDetails Plain(Side side) => new()
    {
        OrdType = OrdType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        Side = side,
    };

    /// <summary>
    /// Trades what the order may trade at once, then rests what is left or ends it. Its limit is set and it is in no
    /// book.
    /// </summary>
    public static void Work<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        ref WorkingOrder taker = ref order.Order;
        long boundTicks = instrument.BoundOf(taker.Owner.Side, taker.PriceTicks);
        SelfMatchRule selfMatch = new(order.Details.SelfMatchId, order.Details.SelfMatchInstruction);
        TakerRule rule = new(boundTicks, selfMatch, order.Details.Account, order.Details.ExposureIndex);
        long mustFill = order.Details.TimeInForce == TimeInForce.FillOrKill ? taker.Terms.LeavesLots : order.MinLots;
        if (mustFill > 0
            && !FillableQuantity.IsAtLeast(state, instrument, taker.Owner.Side, boundTicks, selfMatch, mustFill))
        {
            CancelReason reason = order.MinLots > 0
                ? CancelReason.MinimumQuantityNotMet
                : CancelReason.FillOrKillNotMet;
            Cancel(state, ref sink, in request, instrument, ref order, reason);
            return;
        }
        FullSweep.Run(state, ref sink, in request, instrument, ref taker, in rule);
        if (taker.Terms.LeavesLots == 0)
            End(state, in order);
        else if (!order.Details.MayRest)
            Cancel(state, ref sink, in request, instrument, ref order, CancelReason.ImmediateOrCancelRemainder);
        else if (instrument.IsReached(taker.Owner.Side, taker.PriceTicks))
            Cancel(state, ref sink, in request, instrument, ref order, CancelReason.PriceCollar);
        else if (order.Details.OrdType == OrdType.Market && instrument.Rules.MarketProtectionTicks == 0)
            Cancel(state, ref sink, in request, instrument, ref order, CancelReason.NoOppositeOrders);
        else
            RestAsLimit(state, ref sink, in request, instrument, ref order);
    }

    /// <summary>Ends what is left of an order that is in no book.</summary>
    public static void Cancel<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order,
        CancelReason reason)
        where TSink : struct, IEventSink
    {
        ExecutionReports.Gone(state, ref sink, in request, instrument, in order.Order, reason);
        End(state, in order);
    }

    /// <summary>Puts an order where it waits: in the book, hidden, or among the stops.</summary>
    /// <param name="state">The engine's state.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="order">The order; it is in no book.</param>
    /// <param name="side">Side of the book; not its own for a stop.</param>
    /// <param name="priceTicks">Where it waits: limit or stop price.</param>
    public static void Rest(CoreState state, Instrument instrument, ref DetailedOrder order, Side side, long priceTicks)
    {
        if (order.Index == Pool<Order>.None)
            Enter(state, ref order);
        long reserve = order.Details.Has(OrderFeatures.Iceberg) && !order.Details.Has(OrderFeatures.Stop)
            ? order.Order.Terms.LeavesLots - order.ShownLots
            : 0;
        ref Order resting = ref state.Orders[order.Index];
        resting.Terms = order.Order.Terms;
        resting.Terms.OrderLots -= reserve;
        resting.Terms.LeavesLots -= reserve;
        order.Details.ReserveLots = reserve;
        KeepDetails(state, instrument, in order);
        instrument.BookFor(order.Details.Features).Append(order.Index, side, priceTicks);
        if (order.Details.Has(OrderFeatures.Hidden))
            instrument.NoteHidden();
        Exposures.Opened(state, instrument, order.Index);
    }

    private static void RestAsLimit<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        bool isRepriced = order.Details.OrdType != OrdType.Limit;
        order.Details.OrdType = OrdType.Limit;
        if (isRepriced)
            Restatements.Write(
                state, ref sink, in request, instrument, in order, ExecRestatementReason.RepricingOfOrder);
        Rest(state, instrument, ref order, order.Order.Owner.Side, order.Order.PriceTicks);
        if (order.Details.Has(OrderFeatures.Iceberg))
            RestingOrders.WriteRestated(
                state, ref sink, in request, instrument, order.Index, ExecRestatementReason.DisplayRefreshed);
    }

    private static void Enter(CoreState state, ref DetailedOrder order)
    {
        order.Index = state.Orders.Take();
        ref Order entered = ref state.Orders[order.Index];
        entered.Session = order.Order.Owner.Session;
        entered.Terms = order.Order.Terms;
        state.OrderIndex.Add(order.Order.Terms.OrderId, order.Index);
        state.Sessions.Link(order.Index);
    }

    // A stop may become a plain order when it is triggered.
    private static void KeepDetails(CoreState state, Instrument instrument, in DetailedOrder order)
    {
        bool hasDetails = state.Orders[order.Index].HasDetails;
        if (order.Details.ArePlain)
        {
            if (hasDetails)
                RestingOrders.DropDetails(state, order.Index);
        }
        else if (hasDetails)
        {
            ref OrderDetails kept = ref state.Details[order.Index];
            DetailLinks links = kept.Links;
            kept = order.Details;
            kept.Links = links;
        }
        else
            RestingOrders.TakeDetails(state, instrument, order.Index, in order.Details);
    }

    private static void End(CoreState state, in DetailedOrder order)
    {
        if (order.Index == Pool<Order>.None)
            return;
        state.Orders[order.Index].Terms.ClOrdId = order.Order.Terms.ClOrdId;
        Matcher.Forget(state, order.Index);
    }
}
