using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// What is the same for every open order, wherever it is kept: in the book, hidden, or waiting as a stop.
/// </summary>
internal static class RestingOrders
{
    public static Instrument InstrumentOf(CoreState state, int orderIndex) =>
        state.Instruments[state.Levels[state.Orders[orderIndex].Level].Instrument];

    /// <summary>Whose it is and which side it is for; a stop waits on the other side.</summary>
    public static OrderOwner OwnerOf(CoreState state, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        Side side = order.HasDetails ? state.Details[orderIndex].Side : state.Levels[order.Level].Side;
        return new OrderOwner(order.Session, side);
    }

    /// <summary>Its terms with what an iceberg has in reserve.</summary>
    public static OrderTerms TotalTermsOf(CoreState state, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        OrderTerms terms = order.Terms;
        if (order.HasDetails)
        {
            long reserve = state.Details[orderIndex].ReserveLots;
            terms.OrderLots += reserve;
            terms.LeavesLots += reserve;
        }
        return terms;
    }

    /// <summary>Limit of an order; a stop's is the one that it will have, 0 if it will have none.</summary>
    public static long LimitTicksOf(CoreState state, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        bool isStop = order.HasDetails && state.Details[orderIndex].Has(OrderFeatures.Stop);
        return isStop ? state.Details[orderIndex].LimitTicks : state.Levels[order.Level].PriceTicks;
    }

    /// <summary>Whose it is, its terms with what an iceberg has in reserve, and its limit.</summary>
    public static WorkingOrder Total(CoreState state, int orderIndex) => new()
    {
        Terms = TotalTermsOf(state, orderIndex),
        Owner = OwnerOf(state, orderIndex),
        PriceTicks = LimitTicksOf(state, orderIndex),
    };

    /// <summary>What it shows: its slice or all of it, or nothing.</summary>
    public static long ShownLotsOf(CoreState state, int orderIndex)
    {
        ref Order order = ref state.Orders[orderIndex];
        bool isShown = !order.HasDetails
            || !state.Details[orderIndex].Has(OrderFeatures.Hidden | OrderFeatures.Stop);
        return isShown ? order.Terms.LeavesLots : 0;
    }

    /// <summary>
    /// Takes off less than all of what is left; an iceberg's reserve goes first. Keeps its place.
    /// </summary>
    public static void Reduce(CoreState state, Instrument instrument, int orderIndex, long lots)
    {
        Exposures.Closed(state, instrument, orderIndex);
        ReduceUncounted(state, instrument, orderIndex, lots);
        Exposures.Opened(state, instrument, orderIndex);
    }

    /// <summary>As <see cref="Reduce"/>, by a caller that counts the exposure itself.</summary>
    public static void ReduceUncounted(CoreState state, Instrument instrument, int orderIndex, long lots)
    {
        if (state.Orders[orderIndex].HasDetails)
        {
            ref OrderDetails details = ref state.Details[orderIndex];
            long ofReserve = Math.Min(lots, details.ReserveLots);
            details.ReserveLots -= ofReserve;
            lots -= ofReserve;
        }
        if (lots > 0)
            instrument.Book.Reduce(orderIndex, lots);
    }

    /// <summary>Takes it out of the book that it is in; it stays an open order.</summary>
    public static void TakeOut(CoreState state, Instrument instrument, int orderIndex)
    {
        Exposures.Closed(state, instrument, orderIndex);
        OrderBook book = state.Orders[orderIndex].HasDetails
            ? instrument.BookFor(state.Details[orderIndex].Features)
            : instrument.Book;
        book.Remove(orderIndex);
    }

    /// <summary>Gives an open order details, and what these tell of it.</summary>
    public static void TakeDetails(CoreState state, Instrument instrument, int orderIndex, in OrderDetails details)
    {
        ref OrderDetails kept = ref state.Details.Attach(orderIndex);
        kept = details;
        kept.Instrument = instrument.Index;
        instrument.DetailedOrderCount++;
        if (kept.Has(OrderFeatures.Iceberg))
            instrument.IcebergCount++;
        if (kept.TimeInForce == TimeInForce.FillOrKill)
            instrument.FillOrKillStopCount++;
        if (kept.Has(OrderFeatures.Hidden))
            instrument.HiddenOrderCount++;
        if (kept.Has(OrderFeatures.Day))
            state.DayOrders.Link(orderIndex);
        if (kept.Has(OrderFeatures.GoodTillDate))
            state.Expiry.Add(orderIndex);
        if (kept.Has(OrderFeatures.Trailing))
            instrument.TrailingStops.Link(orderIndex);
    }

    /// <summary>Takes away the details of an order that is no longer open.</summary>
    public static void DropDetails(CoreState state, int orderIndex)
    {
        ref OrderDetails details = ref state.Details[orderIndex];
        Instrument instrument = state.Instruments[details.Instrument];
        instrument.DetailedOrderCount--;
        if (details.Has(OrderFeatures.Iceberg))
            instrument.IcebergCount--;
        if (details.TimeInForce == TimeInForce.FillOrKill)
            instrument.FillOrKillStopCount--;
        if (details.Has(OrderFeatures.Hidden))
            instrument.HiddenOrderCount--;
        if (details.Has(OrderFeatures.Day))
            state.DayOrders.Unlink(orderIndex);
        if (details.Has(OrderFeatures.GoodTillDate))
            state.Expiry.Remove(orderIndex);
        if (details.Has(OrderFeatures.Trailing))
            instrument.TrailingStops.Unlink(orderIndex);
        state.Details.Detach(orderIndex);
    }

    /// <summary>Tells the owner what has become of a resting order unasked.</summary>
    public static void WriteRestated<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, int orderIndex,
        ExecRestatementReason reason)
        where TSink : struct, IEventSink
    {
        WorkingOrder total = Total(state, orderIndex);
        Restatements.Write(
            state, ref sink, in request, instrument, in total, ShownLotsOf(state, orderIndex), reason);
    }
}
