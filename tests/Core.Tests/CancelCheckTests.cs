using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class CancelCheckTests
{
    private const long One = Commands.One;

    [Fact]
    public void Checks_of_a_replace_come_in_the_documented_order_and_leave_the_order_as_it_was()
    {
        TestEngine engine = Engine();
        IReadOnlyList<RestingOrder> before = engine.Core.GetOrders(1, Side.Buy);
        Assert.Equal(CxlRejReason.InvalidClOrdID, Replace(engine, 0, orderId: 99, quantity: 5, price: -1, security: 9));
        Assert.Equal(
            CxlRejReason.DuplicateClOrdID, Replace(engine, 1, orderId: 99, quantity: 5, price: -1, security: 9));
        Assert.Equal(CxlRejReason.UnknownOrder, Replace(engine, 50, orderId: 99, quantity: 5, price: -1, security: 9));
        Assert.Equal(CxlRejReason.UnknownOrder, Replace(engine, 50, quantity: 5, price: -1, security: 9));
        Assert.Equal(CxlRejReason.IncorrectQuantity, Replace(engine, 50, quantity: 5, price: -1));
        Assert.Equal(CxlRejReason.QuantityNotOnLot, Replace(engine, 50, quantity: 25, price: -1));
        Assert.Equal(CxlRejReason.InvalidPriceIncrement, Replace(engine, 50, price: 300 * One + 1));
        Assert.Equal(CxlRejReason.PriceExceedsCurrentPriceBand, Replace(engine, 50, price: 300 * One));
        Assert.Equal(CxlRejReason.ClOrdIDLimitReached, Replace(engine, 50));
        Assert.Equal(before, engine.Core.GetOrders(1, Side.Buy));
        engine.Core.Verify();
    }

    [Fact]
    public void Checks_of_a_reduce_come_in_the_documented_order()
    {
        TestEngine engine = Engine();
        Assert.Equal(CxlRejReason.InvalidClOrdID, Reason(engine.Reduce(1, 0, 0, orderId: 99, security: 9)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Reduce(1, 60, 0, orderId: 99, security: 9)));
        Assert.Equal(CxlRejReason.IncorrectQuantity, Reason(engine.Reduce(1, 60, 0, orderId: 1)));
        Assert.Equal(CxlRejReason.IncorrectQuantity, Reason(engine.Reduce(1, 60, -10, orderId: 1)));
        Assert.Equal(CxlRejReason.IncorrectQuantity, Reason(engine.Reduce(1, 60, long.MinValue, orderId: 1)));
        Assert.Equal(CxlRejReason.QuantityNotOnLot, Reason(engine.Reduce(1, 60, 5, orderId: 1)));
        Assert.Equal(CxlRejReason.QuantityNotOnLot, Reason(engine.Reduce(1, 60, long.MaxValue, orderId: 1)));
    }

    [Fact]
    public void Checks_of_a_cancel_come_in_the_documented_order()
    {
        TestEngine engine = Engine();
        Assert.Equal(CxlRejReason.InvalidClOrdID, Reason(engine.Cancel(1, 0, orderId: 99)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(1, 60, orderId: 99)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(1, 60)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(1, 60, orig: 77)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(1, 60, orderId: 1, security: 2)));
    }

    [Fact]
    public void Order_of_another_session_is_unknown_by_either_id()
    {
        TestEngine engine = Engine();
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(2, 60, orderId: 1)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(2, 60, orig: 1)));
        Assert.Equal(1, engine.Core.OpenOrderCount);
    }

    [Fact]
    public void Order_id_outranks_client_order_id_when_both_are_given()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 1, 10);
        engine.New(1, 2, Side.Buy, 1, 11);
        engine.Cancel(1, 3, orderId: 1, orig: 2);
        Assert.False(engine.Core.TryGetOrder(1, out _));
        Assert.True(engine.Core.TryGetOrder(2, out _));
    }

    [Fact]
    public void Reject_names_the_order_when_the_request_found_it_and_else_what_was_asked_for()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 1, 10);
        engine.Cancel(1, 2, orig: 1);
        OrderCancelRejectBlock dead = engine.Cancel(1, 3, orig: 1)[0].Block<OrderCancelRejectBlock>();
        Assert.Equal((0UL, 3UL, 1UL, 3u), (dead.OrderID, dead.ClOrdID, dead.OrigClOrdID, dead.RefSeqNum));
        Assert.Equal(CxlRejReason.TooLateToCancel, dead.CxlRejReason);
        OrderCancelRejectBlock never = engine.Cancel(1, 4, orderId: 55)[0].Block<OrderCancelRejectBlock>();
        Assert.Equal((55UL, CxlRejReason.UnknownOrder), (never.OrderID, never.CxlRejReason));
    }

    [Fact]
    public void Refused_replace_does_not_use_up_its_client_order_id()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 5, 10);
        Assert.Equal(CxlRejReason.IncorrectQuantity, Reason(engine.Replace(1, 2, 0, 10, orderId: 1)));
        Assert.Equal(
            ExecutionReportReplacedBlock.TemplateId, engine.Replace(1, 2, 4, 10, orderId: 1)[0].Header.TemplateId);
    }

    // Tick 0.50, lot 10, quantity 20 to 1,000, price 10 to 200; order 1 of session 1 is open and has used up its one
    // id.
    private static TestEngine Engine()
    {
        TestEngine engine = new(CoreLimits.Default with { MaxClientOrderIdsPerSession = 1 });
        engine.Apply(Commands.Define(
            tick: One / 2, lot: 10, min: 20, max: 1_000, low: 10 * One, high: 200 * One));
        engine.Apply(Commands.Negotiated(1, 1));
        engine.Apply(Commands.Negotiated(2, 1));
        engine.New(1, 1, Side.Buy, 100, 50);
        return engine;
    }

    private static CxlRejReason Replace(
        TestEngine engine,
        ulong clOrdId,
        ulong orderId = 1,
        long quantity = 50,
        long price = 60 * One,
        uint security = 1) =>
        Reason(engine.Apply(Commands.Replace(1, engine.Next(1), clOrdId, quantity, price, orderId, 0, security)));

    private static CxlRejReason Reason(EventBuffer events)
    {
        Assert.Equal(1, events.Count);
        Assert.Equal(OrderCancelRejectBlock.TemplateId, events[0].Header.TemplateId);
        return events[0].Block<OrderCancelRejectBlock>().CxlRejReason;
    }
}
