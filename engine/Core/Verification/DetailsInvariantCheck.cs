using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Checks what orders have beyond plain ones: invariant 10 of <see cref="InvariantCheck"/>.</summary>
internal static class DetailsInvariantCheck
{
    private struct Counts
    {
        public int All;
        public int Day;
        public int GoodTillDate;
        public int Icebergs;
        public int Hidden;
        public int Trailing;
        public int FillOrKill;
    }

    public static void Run(CoreState state)
    {
        Counts counts = default;
        for (int i = 0; i < state.Instruments.Count; i++)
            CheckInstrument(state, state.Instruments[i], ref counts);
        Require(counts.All == state.Details.Count && state.Details.IsWhole(), "10: details belong to no order");
        Require(counts.GoodTillDate == state.Expiry.Count, "10: the expiry heap is miscounted");
        Require(counts.Day == state.DayOrders.Count, "10: day orders are miscounted");
        Require(state.Triggered.Count == 0, "10: a triggered stop has had no turn");
        CheckHeap(state);
        CheckDayOrders(state);
    }

    private static void CheckInstrument(CoreState state, Instrument instrument, ref Counts counts)
    {
        Counts before = counts;
        foreach (OrderBook? book in (ReadOnlySpan<OrderBook?>)[instrument.Book, instrument.Hidden, instrument.Stops])
        {
            foreach (BookSide? side in (ReadOnlySpan<BookSide?>)[book?.Bids, book?.Offers])
            {
                for (int rank = 0; rank < (side?.Count ?? 0); rank++)
                    CheckQueue(state, instrument, book!, side!.LevelAt(rank), ref counts);
            }
        }
        Require(counts.All - before.All == instrument.DetailedOrderCount, "10: orders with details are miscounted");
        Require(counts.Icebergs - before.Icebergs == instrument.IcebergCount, "10: icebergs are miscounted");
        Require(counts.Hidden - before.Hidden == instrument.HiddenOrderCount, "10: hidden orders are miscounted");
        Require(
            counts.Trailing - before.Trailing == instrument.TrailingStops.Count, "10: trailing stops are miscounted");
        Require(
            counts.FillOrKill - before.FillOrKill == instrument.FillOrKillStopCount,
            "10: fill-or-kill stops are miscounted");
        CheckTrailingStops(state, instrument);
    }

    private static void CheckQueue(
        CoreState state, Instrument instrument, OrderBook book, int levelIndex, ref Counts counts)
    {
        for (int at = state.Levels[levelIndex].Head; at != Pool<Order>.None; at = state.Orders[at].Next)
        {
            if (state.Orders[at].HasDetails)
                CheckOrder(state, instrument, book, at, ref counts);
            else
                Require(book == instrument.Book, "10: a plain order is hidden or waits as a stop");
        }
    }

    private static void CheckOrder(CoreState state, Instrument instrument, OrderBook book, int at, ref Counts counts)
    {
        ref OrderDetails details = ref state.Details[at];
        ref Level level = ref state.Levels[state.Orders[at].Level];
        bool isStop = details.Has(OrderFeatures.Stop);
        counts.All++;
        counts.Day += details.Has(OrderFeatures.Day) ? 1 : 0;
        counts.GoodTillDate += details.Has(OrderFeatures.GoodTillDate) ? 1 : 0;
        counts.Icebergs += details.Has(OrderFeatures.Iceberg) ? 1 : 0;
        counts.Hidden += details.Has(OrderFeatures.Hidden) ? 1 : 0;
        counts.Trailing += details.Has(OrderFeatures.Trailing) ? 1 : 0;
        counts.FillOrKill += details.TimeInForce == TimeInForce.FillOrKill ? 1 : 0;
        Require(!details.ArePlain, "10: a plain order has details");
        Require(
            details.Instrument == instrument.Index && (details.Side == level.Side) != isStop,
            "10: details name another instrument or side");
        Require(book == instrument.BookFor(details.Features), "10: an order is in another book than its details say");
        Require(
            details.ReserveLots >= 0 && (details.ReserveLots == 0 || details.Has(OrderFeatures.Iceberg)),
            "10: an order has a reserve that it cannot have");
        Require(isStop || details.OrdType == OrdType.Limit, "10: an order rests that is no limit order");
        Require(
            !isStop || !StopTriggers.IsTriggered(details.Side, level.PriceTicks, instrument.LastTradeTicks),
            "10: a triggered stop waits");
        Require(
            !details.Has(OrderFeatures.GoodTillDate) || details.ExpireTimeNanos > state.TimeNanos,
            "10: an order rests beyond its time");
    }

    private static void CheckHeap(CoreState state)
    {
        ExpiryHeap heap = state.Expiry;
        for (int i = 0; i < heap.Count; i++)
        {
            ref OrderDetails details = ref state.Details[heap.At(i)];
            Require(
                details.Has(OrderFeatures.GoodTillDate) && details.Links.ExpiryPosition == i,
                "10: the expiry heap holds another order");
            Require(i == 0 || !heap.IsBefore(heap.At(i), heap.At((i - 1) / 2)), "10: the expiry heap is out of order");
        }
        long next = heap.Count == 0 ? long.MaxValue : state.Details[heap.Top].ExpireTimeNanos;
        Require(heap.NextTimeNanos == next, "10: the next time of expiry is wrong");
    }

    private static void CheckDayOrders(CoreState state)
    {
        int previous = Pool<Order>.None;
        int count = 0;
        for (int at = state.DayOrders.First; at != Pool<Order>.None; at = state.Details[at].Links.Day.Next)
        {
            Require(state.Details[at].Links.Day.Previous == previous, "10: the links of the day orders disagree");
            Require(state.Details[at].Has(OrderFeatures.Day), "10: another order is among the day orders");
            Require(++count <= state.DayOrders.Count, "10: the list of day orders is a ring");
            previous = at;
        }
        Require(previous == state.DayOrders.Last && count == state.DayOrders.Count, "10: day orders are lost");
    }

    private static void CheckTrailingStops(CoreState state, Instrument instrument)
    {
        DetailList<TrailingStopList> list = instrument.TrailingStops;
        int previous = Pool<Order>.None;
        int count = 0;
        for (int at = list.First; at != Pool<Order>.None; at = state.Details[at].Links.Trailing.Next)
        {
            Require(state.Details[at].Links.Trailing.Previous == previous, "10: the links of trailing stops disagree");
            Require(state.Details[at].Has(OrderFeatures.Trailing), "10: another order is among the trailing stops");
            Require(++count <= list.Count, "10: the list of trailing stops is a ring");
            previous = at;
        }
        Require(previous == list.Last && count == list.Count, "10: trailing stops are lost");
    }

    private static void Require(bool holds, string invariant) => InvariantCheck.Require(holds, invariant);
}
