using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>
/// Instrument 1 here: tick 0.50, lot 10, quantity 20 to 1,000, price 10 to 200; holds one order. Session 1 may use up
/// one id.
/// </summary>
public class NewOrderCheckTests
{
    private const long One = Commands.One;

    private static readonly CoreLimits Limits = CoreLimits.Default with { MaxClientOrderIdsPerSession = 1 };

    public static TheoryData<string, long, long> BadQuantities => new()
    {
        { nameof(OrdRejReason.IncorrectQuantity), 0, 10 * One },
        { nameof(OrdRejReason.IncorrectQuantity), -20, 10 * One },
        { nameof(OrdRejReason.IncorrectQuantity), 10, 10 * One },
        { nameof(OrdRejReason.IncorrectQuantity), 1_010, 10 * One },
        { nameof(OrdRejReason.IncorrectQuantity), long.MaxValue, 10 * One },
        { nameof(OrdRejReason.IncorrectQuantity), long.MinValue, 10 * One },
        { nameof(OrdRejReason.QuantityNotOnLot), 25, 10 * One },
        { nameof(OrdRejReason.InvalidPriceIncrement), 20, 0 },
        { nameof(OrdRejReason.InvalidPriceIncrement), 20, -10 * One },
        { nameof(OrdRejReason.InvalidPriceIncrement), 20, 10 * One + 1 },
        { nameof(OrdRejReason.InvalidPriceIncrement), 20, long.MaxValue },
        { nameof(OrdRejReason.InvalidPriceIncrement), 20, long.MinValue },
        { nameof(OrdRejReason.PriceExceedsCurrentPriceBand), 20, 10 * One - One / 2 },
        { nameof(OrdRejReason.PriceExceedsCurrentPriceBand), 20, 200 * One + One / 2 },
    };

    [Theory]
    [MemberData(nameof(BadQuantities))]
    public void Order_outside_its_instruments_terms_is_rejected(string reason, long quantity, long price)
    {
        TestEngine engine = Engine(CoreLimits.Default);
        Assert.Equal(Enum.Parse<OrdRejReason>(reason), Enter(engine, quantity: quantity, price: price));
        engine.Core.Verify();
        Assert.Equal(0, engine.Core.OpenOrderCount);
    }

    [Theory]
    [InlineData(20, 10)]
    [InlineData(1_000, 200)]
    public void Limits_of_quantity_and_price_are_inclusive(long quantity, long price) =>
        Assert.Null(Enter(Engine(CoreLimits.Default), quantity: quantity, price: price * One));

    [Theory]
    [InlineData(0, '2', '1')]
    [InlineData('3', '2', '1')]
    [InlineData(255, '2', '1')]
    [InlineData('1', '1', '1')]
    [InlineData('1', 0, '1')]
    [InlineData('1', '2', '2')]
    [InlineData('1', '2', '7')]
    [InlineData('1', '2', 0)]
    public void Side_type_or_time_in_force_that_is_not_known_is_rejected(int side, int type, int timeInForce) =>
        Assert.Equal(
            OrdRejReason.UnsupportedOrderCharacteristic,
            Enter(Engine(CoreLimits.Default), (Side)side, (OrdType)type, (TimeInForce)timeInForce));

    // Everything is wrong with the order at first; each step mends what the last answer named.
    [Fact]
    public void Checks_come_in_the_documented_order()
    {
        TestEngine engine = Engine(Limits);
        Assert.Null(Enter(engine, clOrdId: 7, price: 100 * One));
        Assert.Equal(OrdRejReason.InvalidClOrdID, Enter(engine, 0, 0, 0, 5, -1, security: 9, clOrdId: 0));
        Assert.Equal(OrdRejReason.DuplicateOrder, Enter(engine, 0, 0, 0, 5, -1, security: 9, clOrdId: 7));
        Assert.Equal(OrdRejReason.UnknownSecurity, Enter(engine, 0, 0, 0, 5, -1, security: 9));
        Assert.Equal(OrdRejReason.UnsupportedOrderCharacteristic, Enter(engine, 0, 0, 0, 5, -1));
        Assert.Equal(OrdRejReason.IncorrectQuantity, Enter(engine, quantity: 5, price: -1));
        Assert.Equal(OrdRejReason.QuantityNotOnLot, Enter(engine, quantity: 25, price: -1));
        Assert.Equal(OrdRejReason.InvalidPriceIncrement, Enter(engine, price: 300 * One + 1));
        Assert.Equal(OrdRejReason.PriceExceedsCurrentPriceBand, Enter(engine, price: 300 * One));
        Assert.Equal(OrdRejReason.ClOrdIDLimitReached, Enter(engine));
        Assert.Equal(OrdRejReason.OrderExceedsLimit, Enter(engine, session: 2));
        engine.Core.Verify();
    }

    [Fact]
    public void Duplicate_names_the_first_order_while_it_is_open()
    {
        TestEngine engine = Engine(CoreLimits.Default);
        Enter(engine, clOrdId: 7);
        Assert.Equal(OrdRejReason.DuplicateOrder, Enter(engine, clOrdId: 7, price: -1));
        Assert.Equal(1UL, engine.Events[0].Block<ExecutionReportRejectedBlock>().OrderID);
        engine.Cancel(1, 8, orig: 7);
        Assert.Equal(OrdRejReason.DuplicateOrder, Enter(engine, clOrdId: 7, price: -1));
        Assert.Equal(0UL, engine.Events[0].Block<ExecutionReportRejectedBlock>().OrderID);
    }

    [Fact]
    public void Rejected_order_does_not_use_up_its_client_order_id()
    {
        TestEngine engine = Engine(CoreLimits.Default);
        Assert.Equal(OrdRejReason.IncorrectQuantity, Enter(engine, quantity: 0, clOrdId: 7));
        Assert.Null(Enter(engine, clOrdId: 7));
    }

    [Fact]
    public void Same_client_order_id_in_two_sessions_names_two_orders()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 5, Side.Buy, 1, 10);
        engine.New(2, 5, Side.Buy, 1, 10);
        Assert.Equal(2, engine.Core.OpenOrderCount);
    }

    private static TestEngine Engine(CoreLimits limits)
    {
        TestEngine engine = new(limits);
        engine.Apply(Commands.Define(
            tick: One / 2, lot: 10, min: 20, max: 1_000, low: 10 * One, high: 200 * One, maxOpenOrders: 1));
        engine.Apply(Commands.Negotiated(1, 1));
        engine.Apply(Commands.Negotiated(2, 1));
        return engine;
    }

    private static OrdRejReason? Enter(
        TestEngine engine,
        Side side = Side.Buy,
        OrdType type = OrdType.Limit,
        TimeInForce timeInForce = TimeInForce.GoodTillCancel,
        long quantity = 20,
        long price = 100 * One,
        uint security = 1,
        ulong clOrdId = 1_000,
        uint session = 1)
    {
        CommandRecord command = Commands.New(
            session, engine.Next(session), clOrdId, side, quantity, price, timeInForce, security);
        command.Block<NewOrderSingleBlock>().OrdType = type;
        EventBuffer events = engine.Apply(command);
        Assert.Equal(1, events.Count);
        return events[0].Header.TemplateId == ExecutionReportRejectedBlock.TemplateId
            ? events[0].Block<ExecutionReportRejectedBlock>().OrdRejReason
            : null;
    }
}
