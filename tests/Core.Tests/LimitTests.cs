using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class LimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Full_book_takes_no_order_that_would_rest_untraded_and_every_order_that_trades(bool engineLimit)
    {
        TestEngine engine = engineLimit
            ? TestEngine.WithInstrument(CoreLimits.Default with { MaxOpenOrders = 2 })
            : new TestEngine();
        if (!engineLimit)
        {
            engine.Apply(Commands.Define(maxOpenOrders: 2));
            engine.Apply(Commands.Negotiated(1, 1));
        }
        engine.New(1, 1, Side.Buy, 10, 100);
        engine.New(1, 2, Side.Sell, 10, 110);
        Assert.Equal(OrdRejReason.OrderExceedsLimit, Rejection(engine.New(1, 3, Side.Buy, 10, 109)));
        Assert.Null(Rejection(engine.NewIoc(1, 4, Side.Buy, 10, 109)));
        Assert.Null(Rejection(engine.New(1, 5, Side.Buy, 3, 110)));
        Assert.Equal(2, engine.Core.OpenOrderCount);
        Assert.Null(Rejection(engine.New(1, 6, Side.Buy, 30, 111)));
        Assert.Equal(2, engine.Core.OpenOrderCount);
        engine.Core.Verify();
        engine.Cancel(1, 7, orig: 6);
        Assert.Null(Rejection(engine.New(1, 8, Side.Buy, 1, 50)));
    }

    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void Position_limit_holds_at_the_largest_quantities(Side side)
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(max: long.MaxValue, maxOpenOrders: 1));
        engine.Apply(Commands.Negotiated(1, 1));
        engine.Apply(Commands.Make(
            new AccountLimitsBlock { Account = 9, SecurityID = 1, MaxPosition = long.MaxValue }));
        NewOrderExtendedBlock order = new()
        {
            SessionID = 1,
            MsgSeqNum = 1,
            ClOrdID = 1,
            SecurityID = 1,
            Account = 9,
            Side = side,
            OrdType = OrdType.Limit,
            Price = 100 * Commands.One,
            OrderQty = long.MaxValue,
            TimeInForce = TimeInForce.GoodTillCancel,
        };
        Assert.Null(Rejection(engine.Apply(Commands.Make(order))));
        order.MsgSeqNum = 2;
        order.ClOrdID = 2;
        order.OrderQty = 1;
        order.TimeInForce = TimeInForce.ImmediateOrCancel;
        Assert.Equal(OrdRejReason.PositionLimitExceeded, Rejection(engine.Apply(Commands.Make(order))));
    }

    [Fact]
    public void Limit_of_one_instrument_leaves_the_others_alone()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.Define(security: 2, maxOpenOrders: 1));
        engine.New(1, 1, Side.Buy, 1, 10, security: 2);
        Assert.Equal(OrdRejReason.OrderExceedsLimit, Rejection(engine.New(1, 2, Side.Buy, 1, 10, security: 2)));
        Assert.Null(Rejection(engine.New(1, 3, Side.Buy, 1, 10)));
    }

    [Fact]
    public void Replace_in_a_full_book_is_taken()
    {
        TestEngine engine = TestEngine.WithInstrument(CoreLimits.Default with { MaxOpenOrders = 1 });
        engine.New(1, 1, Side.Buy, 10, 100);
        Assert.Equal(
            ExecutionReportReplacedBlock.TemplateId, engine.Replace(1, 2, 20, 101, orderId: 1)[0].Header.TemplateId);
        engine.Core.Verify();
    }

    [Fact]
    public void Session_that_has_used_up_its_client_order_ids_can_still_cancel_and_reduce()
    {
        TestEngine engine = TestEngine.WithInstrument(CoreLimits.Default with { MaxClientOrderIdsPerSession = 2 });
        engine.New(1, 1, Side.Buy, 10, 100);
        engine.New(1, 2, Side.Buy, 10, 100);
        Assert.Equal(OrdRejReason.ClOrdIDLimitReached, Rejection(engine.New(1, 3, Side.Buy, 10, 100)));
        Assert.Equal(
            CxlRejReason.ClOrdIDLimitReached,
            engine.Replace(1, 3, 5, 100, orderId: 1)[0].Block<OrderCancelRejectBlock>().CxlRejReason);
        Assert.Equal(ExecutionReportReplacedBlock.TemplateId, engine.Reduce(1, 3, 5, orderId: 1)[0].Header.TemplateId);
        Assert.Equal(ExecutionReportCanceledBlock.TemplateId, engine.Cancel(1, 3, orderId: 1)[0].Header.TemplateId);
        engine.Core.Verify();
    }

    [Fact]
    public void Fill_or_kill_stops_of_an_instrument_have_a_limit_that_any_end_of_one_makes_room_below()
    {
        TestEngine engine = new(CoreLimits.Default with { MaxFillOrKillStopsPerInstrument = 2 });
        engine.Apply(Commands.Define(1, tick: Commands.One / 100));
        engine.Apply(Commands.Define(2, tick: Commands.One / 100));
        engine.Apply(Commands.Negotiated(1, 1));
        Assert.Null(Rejection(Say("S1 new c1 buy 5 @ 90 stop 101 fok")));
        Assert.Null(Rejection(Say("S1 new c2 sell 5 @ 110 stop 99 fok")));
        Assert.Equal(OrdRejReason.OrderExceedsLimit, Rejection(Say("S1 new c3 buy 5 @ none stop 105 fok")));
        Assert.Null(Rejection(Say("S1 new c4 buy 5 @ none stop 105 ioc")));
        Assert.Null(Rejection(Say("S1 new c5 buy 5 @ 90 fok")));
        Assert.Null(Rejection(Say("S1 new c6 buy 5 @ 90 stop 101 fok in 2")));
        Say("S1 replace c7 #1 to 6 @ 91 stop 102");
        Assert.Equal(OrdRejReason.OrderExceedsLimit, Rejection(Say("S1 new c8 buy 5 @ 90 stop 101 fok")));
        Say("S1 cancel c9 #2");
        Assert.Null(Rejection(Say("S1 new c10 buy 5 @ 90 stop 101 fok")));
        Say("S1 new c11 sell 1 @ 102");
        Say("S1 new c12 buy 1 @ 102");
        Assert.Equal(["#3"], engine.Core.GetStops(1, Side.Buy).Select(stop => $"#{stop.OrderId}").ToArray());
        Assert.Null(Rejection(Say("S1 new c13 buy 5 @ 90 stop 103 fok")));
        Assert.Null(Rejection(Say("S1 new c14 buy 5 @ 90 stop 103 fok")));
        Assert.Equal(OrdRejReason.OrderExceedsLimit, Rejection(Say("S1 new c15 buy 5 @ 90 stop 103 fok")));
        engine.Core.Verify();

        EventBuffer Say(string line) => engine.Apply(ScenarioLine.Read(line, engine));
    }

    [Fact]
    public void Instruments_have_a_limit()
    {
        TestEngine engine = new(CoreLimits.Default with { MaxInstruments = 2 });
        Assert.Equal(SystemCommandResult.Accepted, Result(engine.Apply(Commands.Define(1))));
        Assert.Equal(SystemCommandResult.Accepted, Result(engine.Apply(Commands.Define(2))));
        Assert.Equal(SystemCommandResult.InstrumentLimitReached, Result(engine.Apply(Commands.Define(3))));
        Assert.Equal(2, engine.Core.InstrumentCount);
    }

    [Fact]
    public void Sessions_have_a_limit_that_does_not_keep_known_ones_from_a_new_version()
    {
        TestEngine engine = new(CoreLimits.Default with { MaxSessions = 2 });
        Assert.Equal(SystemCommandResult.Accepted, Result(engine.Apply(Commands.Negotiated(1, 1))));
        Assert.Equal(SystemCommandResult.Accepted, Result(engine.Apply(Commands.Negotiated(2, 1))));
        Assert.Equal(SystemCommandResult.SessionLimitReached, Result(engine.Apply(Commands.Negotiated(3, 1))));
        Assert.Equal(SystemCommandResult.Accepted, Result(engine.Apply(Commands.Negotiated(2, 2))));
        Assert.Equal(2, engine.Core.SessionCount);
    }

    [Fact]
    public void Limits_outside_their_range_make_no_engine()
    {
        CoreLimits[] broken =
        [
            new() { MaxInstruments = 0 },
            new() { MaxSessions = -1 },
            new() { MaxOpenOrders = 0 },
            new() { MaxClientOrderIdsPerSession = int.MaxValue },
            new() { ExpectedOpenOrders = 0 },
            new() { MaxIcebergSlices = 0 },
            new() { MaxAccounts = 0 },
            new() { MaxTrailingStopsPerInstrument = 0 },
            new() { MaxFillOrKillStopsPerInstrument = 0 },
            new() { ExpectedClientOrderIdsPerSession = int.MinValue },
        ];
        Assert.All(broken, limits => Assert.Throws<ArgumentOutOfRangeException>(() => new MatchingCore(limits)));
    }

    private static OrdRejReason? Rejection(EventBuffer events) =>
        events[0].Header.TemplateId == ExecutionReportRejectedBlock.TemplateId
            ? events[0].Block<ExecutionReportRejectedBlock>().OrdRejReason
            : null;

    private static SystemCommandResult Result(EventBuffer events) =>
        events[0].Block<SystemCommandResponseBlock>().SystemCommandResult;
}
