using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>
/// Instrument 1 here: tick 1, lot 10, quantity 20 to 1,000, price 10 to 200. Orders that may have every field.
/// </summary>
public class ExtendedOrderCheckTests
{
    private const long One = Commands.One;

    private delegate void Edit(ref NewOrderExtendedBlock order);

    private static readonly Dictionary<string, Edit> Unsound = new()
    {
        ["no side"] = (ref NewOrderExtendedBlock o) => o.Side = 0,
        ["unknown type"] = (ref NewOrderExtendedBlock o) => o.OrdType = (OrdType)'5',
        ["unknown time in force"] = (ref NewOrderExtendedBlock o) => o.TimeInForce = (TimeInForce)'2',
        ["unknown instruction of post-only"] = (ref NewOrderExtendedBlock o) => o.ExecInst = (ExecInst)'x',
        ["unknown way to display"] = (ref NewOrderExtendedBlock o) => o.DisplayMethod = (DisplayMethod)'3',
        ["unknown self-match instruction"] = (ref NewOrderExtendedBlock o) =>
            (o.SelfMatchPreventionID, o.SelfMatchPreventionInstruction) = (1, (SelfMatchPreventionInstruction)7),
        ["instruction without group"] = (ref NewOrderExtendedBlock o) =>
            o.SelfMatchPreventionInstruction = SelfMatchPreventionInstruction.CancelPassive,
        ["market order with a price"] = (ref NewOrderExtendedBlock o) => o.OrdType = OrdType.Market,
        ["stop price without a stop"] = (ref NewOrderExtendedBlock o) => o.StopPx = 100 * One,
        ["trailing without a stop"] = (ref NewOrderExtendedBlock o) => o.PegOffsetValue = One,
        ["step without trailing"] = (ref NewOrderExtendedBlock o) => o.TrailingStep = 1,
        ["negative trailing distance"] = (ref NewOrderExtendedBlock o) =>
            (o.OrdType, o.StopPx, o.PegOffsetValue) = (OrdType.StopLimit, 100 * One, -One),
        ["time of expiry without good till date"] = (ref NewOrderExtendedBlock o) => o.ExpireTime = long.MaxValue,
        ["minimum quantity of fill or kill"] = (ref NewOrderExtendedBlock o) =>
            (o.TimeInForce, o.MinQty) = (TimeInForce.FillOrKill, 20),
        ["minimum quantity of a stop"] = (ref NewOrderExtendedBlock o) =>
            (o.OrdType, o.StopPx, o.MinQty) = (OrdType.StopLimit, 100 * One, 20),
        ["slice without iceberg"] = (ref NewOrderExtendedBlock o) => o.DisplayQty = 20,
        ["hidden with a slice"] = (ref NewOrderExtendedBlock o) =>
            (o.DisplayMethod, o.DisplayQty) = (DisplayMethod.Undisclosed, 20),
        ["hidden that never rests"] = (ref NewOrderExtendedBlock o) =>
            (o.DisplayMethod, o.TimeInForce) = (DisplayMethod.Undisclosed, TimeInForce.ImmediateOrCancel),
        ["iceberg that never rests"] = (ref NewOrderExtendedBlock o) =>
            (o.DisplayMethod, o.DisplayQty, o.TimeInForce) = (DisplayMethod.Initial, 20, TimeInForce.FillOrKill),
        ["post-only that never rests"] = (ref NewOrderExtendedBlock o) =>
            (o.ExecInst, o.TimeInForce) = (ExecInst.ParticipateDoNotInitiate, TimeInForce.ImmediateOrCancel),
        ["post-only stop"] = (ref NewOrderExtendedBlock o) =>
            (o.ExecInst, o.OrdType, o.StopPx) = (ExecInst.ParticipateDoNotInitiate, OrdType.StopLimit, 100 * One),
        ["post-only with minimum quantity"] = (ref NewOrderExtendedBlock o) =>
            (o.ExecInst, o.MinQty) = (ExecInst.ParticipateDoNotInitiate, 20),
    };

    public static TheoryData<string> UnsoundKinds => [.. Unsound.Keys];

    [Theory]
    [MemberData(nameof(UnsoundKinds))]
    public void Fields_that_do_not_go_together_are_refused(string kind)
    {
        TestEngine engine = Engine();
        NewOrderExtendedBlock order = Sound(engine);
        Unsound[kind](ref order);
        Assert.Equal(OrdRejReason.UnsupportedOrderCharacteristic, Enter(engine, order));
        Assert.Null(Enter(engine, Sound(engine)));
    }

    // Everything is wrong with the order at first; each step mends what the last answer named.
    [Fact]
    public void Checks_come_in_the_documented_order()
    {
        TestEngine engine = Engine();
        Assert.Null(Enter(engine, Sound(engine)));
        NewOrderExtendedBlock order = Sound(engine);
        order.ClOrdID = 1;
        order.SecurityID = 9;
        order.Side = 0;
        order.OrderQty = 5;
        order.DisplayMethod = DisplayMethod.Initial;
        order.DisplayQty = 5;
        order.MinQty = 5;
        order.Price = One / 2;
        order.OrdType = OrdType.StopLimit;
        order.StopPx = 1;
        order.TimeInForce = TimeInForce.GoodTillDate;
        Mend(OrdRejReason.DuplicateOrder, (ref NewOrderExtendedBlock o) => o.ClOrdID = 1_000);
        engine.Apply(ScenarioControl.Read("halt 1"));
        Mend(OrdRejReason.UnknownSecurity, (ref NewOrderExtendedBlock o) => o.SecurityID = 1);
        Mend(OrdRejReason.ExchangeClosed, (ref NewOrderExtendedBlock o) => engine.Apply(ScenarioControl.Read("resume 1")));
        engine.Apply(ScenarioControl.Read("block account 9"));
        order.Account = 9;
        Mend(OrdRejReason.TradingBlocked, (ref NewOrderExtendedBlock o) => engine.Apply(ScenarioControl.Read("release account 9")));
        Mend(OrdRejReason.UnsupportedOrderCharacteristic, (ref NewOrderExtendedBlock o) =>
            (o.Side, o.OrdType, o.StopPx) = (Side.Buy, OrdType.Limit, 0));
        Mend(OrdRejReason.IncorrectQuantity, (ref NewOrderExtendedBlock o) => o.OrderQty = 25);
        Mend(OrdRejReason.QuantityNotOnLot, (ref NewOrderExtendedBlock o) => o.OrderQty = 30);
        Mend(OrdRejReason.InvalidDisplayQty, (ref NewOrderExtendedBlock o) => o.DisplayQty = 20);
        Mend(OrdRejReason.InvalidMinQty, (ref NewOrderExtendedBlock o) => o.MinQty = 0);
        Mend(OrdRejReason.InvalidPriceIncrement, (ref NewOrderExtendedBlock o) => o.Price = 5 * One);
        Mend(OrdRejReason.PriceExceedsCurrentPriceBand, (ref NewOrderExtendedBlock o) =>
            (o.OrdType, o.Price, o.StopPx) = (OrdType.StopLimit, 100 * One, One / 2));
        Mend(OrdRejReason.InvalidStopPrice, (ref NewOrderExtendedBlock o) => (o.OrdType, o.StopPx) = (OrdType.Limit, 0));
        Mend(OrdRejReason.InvalidExpireTime, (ref NewOrderExtendedBlock o) => o.ExpireTime = long.MaxValue);
        Assert.Null(Enter(engine, order));
        engine.Core.Verify();

        void Mend(OrdRejReason expected, Edit edit)
        {
            Assert.Equal(expected, Enter(engine, order));
            edit(ref order);
        }
    }

    [Fact]
    public void Trailing_stops_of_an_instrument_have_a_limit()
    {
        TestEngine engine = Engine(CoreLimits.Default with { MaxTrailingStopsPerInstrument = 1 });
        NewOrderExtendedBlock order = Sound(engine);
        (order.OrdType, order.StopPx, order.PegOffsetValue) = (OrdType.StopLimit, 150 * One, One);
        Assert.Null(Enter(engine, order));
        order.ClOrdID++;
        Assert.Equal(OrdRejReason.TrailingStopLimitReached, Enter(engine, order));
    }

    [Fact]
    public void Accounts_have_a_limit()
    {
        TestEngine engine = Engine(CoreLimits.Default with { MaxAccounts = 1 });
        NewOrderExtendedBlock order = Sound(engine);
        order.Account = 1;
        Assert.Null(Enter(engine, order));
        order.Account = 2;
        order.ClOrdID++;
        Assert.Equal(OrdRejReason.AccountLimitReached, Enter(engine, order));
    }

    private static TestEngine Engine(CoreLimits? limits = null)
    {
        TestEngine engine = new(limits);
        engine.Apply(Commands.Define(tick: One, lot: 10, min: 20, max: 1_000, low: 10 * One, high: 200 * One));
        engine.Apply(Commands.Negotiated(1, 1));
        return engine;
    }

    private static NewOrderExtendedBlock Sound(TestEngine engine) => new()
    {
        SessionID = 1,
        ClOrdID = engine.Core.LastOrderId + 1,
        SecurityID = 1,
        Side = Side.Buy,
        OrdType = OrdType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        OrderQty = 20,
        Price = 100 * One,
    };

    private static OrdRejReason? Enter(TestEngine engine, NewOrderExtendedBlock order)
    {
        order.MsgSeqNum = engine.Next(1);
        EventBuffer events = engine.Apply(Commands.Make(order));
        return events[0].Header.TemplateId == ExecutionReportRejectedBlock.TemplateId
            ? events[0].Block<ExecutionReportRejectedBlock>().OrdRejReason
            : null;
    }
}
