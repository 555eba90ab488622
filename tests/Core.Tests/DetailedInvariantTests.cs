using MatchingEngine.Core.Tests.Support;

namespace MatchingEngine.Core.Tests;

/// <summary>Verify() finds damage to what orders have beyond plain ones.</summary>
public class DetailedInvariantTests
{
    private delegate void Damage(CoreState state);

    private static readonly Dictionary<string, Damage> Damages = new()
    {
        ["10: details belong to no order"] = s => s.Details.Attach(s.Orders.Capacity - 1),
        ["10: orders with details are miscounted"] = s => s.Instruments[0].DetailedOrderCount++,
        ["10: icebergs are miscounted"] = s => s.Instruments[0].IcebergCount++,
        ["10: hidden orders are miscounted"] = s => s.Instruments[0].HiddenOrderCount++,
        ["10: trailing stops are miscounted"] = s => s.Instruments[0].TrailingStops.Unlink(Find(s, 6)),
        ["10: fill-or-kill stops are miscounted"] = s => s.Instruments[0].FillOrKillStopCount++,
        ["10: day orders are miscounted"] = s => s.DayOrders.Unlink(Find(s, 2)),
        ["10: the expiry heap is miscounted"] = s => s.Expiry.Remove(Find(s, 3)),
        ["10: the expiry heap is out of order"] = s => Details(s, 3).ExpireTimeNanos = 39_000_000_000,
        ["10: the next time of expiry is wrong"] = s => Details(s, 4).ExpireTimeNanos = 39_000_000_000,
        ["10: the expiry heap holds another order"] = s => Details(s, 4).Links.ExpiryPosition = 1,
        ["10: the links of the day orders disagree"] = s => Details(s, 2).Links.Day.Previous = 1,
        ["10: another order is among the trailing stops"] = s => Swap(s, OrderFeatures.Trailing, 6, 5),
        ["10: another order is among the day orders"] = s => Swap(s, OrderFeatures.Day, 2, 1),
        ["10: the links of trailing stops disagree"] = s => Details(s, 6).Links.Trailing.Previous = 1,
        ["10: a triggered stop has had no turn"] = s => s.Triggered.Add(0),
        ["10: a plain order has details"] = s => s.Details.Attach(PlainBid(s)).OrdType = Messages.OrdType.Limit,
        ["10: details name another instrument or side"] = s => Details(s, 1).Instrument = 3,
        ["10: an order is in another book"] = s => Details(s, 1).Features |= OrderFeatures.Hidden,
        ["10: an order has a reserve that it cannot have"] = s => Details(s, 2).ReserveLots = 1,
        ["10: an order rests that is no limit order"] = s => Details(s, 1).OrdType = Messages.OrdType.Market,
        ["10: a triggered stop waits"] = s => s.Instruments[0].LastTradeTicks = 9_600,
        ["10: an order rests beyond its time"] = s => s.TimeNanos = 45_000_000_000,
        ["11: an order counts for another account"] = s => s.Exposures[0].Account = 3,
        ["11: what an account has open"] = s => s.Exposures[0].OpenBuyLots++,
        ["12: the straight range holds what is not valid"] = s => s.Instruments[0].Ticks.TrySet(5_000, 7),
    };

    public static TheoryData<string> All => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Verify_names_the_invariant_that_is_broken(string invariant)
    {
        TestEngine engine = DetailedState.Make();
        engine.Apply(Commands.New(3, engine.Next(3), 50, Messages.Side.Buy, 1, 50 * Commands.One));
        engine.Core.Verify();
        Damages[invariant](engine.Core.State);
        InvariantViolationException thrown = Assert.Throws<InvariantViolationException>(engine.Core.Verify);
        Assert.Contains(invariant, thrown.Message, StringComparison.Ordinal);
    }

    private static int Find(CoreState state, ulong orderId) => DetailedState.Find(state, orderId);

    private static int PlainBid(CoreState state) => Find(state, state.LastOrderId);

    private static ref OrderDetails Details(CoreState state, ulong orderId) => ref state.Details[Find(state, orderId)];

    private static void Swap(CoreState state, OrderFeatures feature, ulong from, ulong to)
    {
        Details(state, from).Features &= ~feature;
        Details(state, to).Features |= feature;
    }
}
