using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class EventFieldTests
{
    private const long One = Commands.One;

    [Fact]
    public void Fill_of_a_maker_answers_nothing_and_that_of_the_taker_its_order()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Sell, 5, 10);
        engine.Apply(Commands.New(2, 77, 1, Side.Buy, 5, 10 * One));
        Assert.Equal(77u, engine.Events[0].Block<ExecutionReportNewBlock>().RefSeqNum);
        ExecutionReportTradeBlock maker = engine.Events[1].Block<ExecutionReportTradeBlock>();
        ExecutionReportTradeBlock taker = engine.Events[2].Block<ExecutionReportTradeBlock>();
        Assert.Equal((1u, 0u, AggressorIndicator.Maker), (maker.SessionID, maker.RefSeqNum, maker.AggressorIndicator));
        Assert.Equal((2u, 77u, AggressorIndicator.Taker), (taker.SessionID, taker.RefSeqNum, taker.AggressorIndicator));
        Assert.Equal(maker.TrdMatchID, taker.TrdMatchID);
    }

    [Fact]
    public void Both_fills_of_a_trade_within_one_session_answer_its_order()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Sell, 5, 10);
        engine.Apply(Commands.New(1, 77, 2, Side.Buy, 5, 10 * One));
        Assert.Equal(77u, engine.Events[1].Block<ExecutionReportTradeBlock>().RefSeqNum);
        Assert.Equal(77u, engine.Events[2].Block<ExecutionReportTradeBlock>().RefSeqNum);
    }

    [Theory]
    [InlineData(1, 0, 1, 0, SelfTradeIndicator.Yes)]
    [InlineData(1, 0, 2, 0, SelfTradeIndicator.No)]
    [InlineData(1, 9, 1, 9, SelfTradeIndicator.Yes)]
    [InlineData(1, 9, 1, 8, SelfTradeIndicator.No)]
    [InlineData(1, 9, 1, 0, SelfTradeIndicator.No)]
    [InlineData(1, 0, 1, 9, SelfTradeIndicator.No)]
    [InlineData(1, 9, 2, 9, SelfTradeIndicator.No)]
    public void Trade_is_flagged_when_both_orders_are_of_one_session_and_account(
        uint makerSession, uint makerAccount, uint takerSession, uint takerAccount, SelfTradeIndicator expected)
    {
        TestEngine engine = TestEngine.WithInstrument();
        Enter(engine, makerSession, makerAccount, Side.Sell);
        EventBuffer events = Enter(engine, takerSession, takerAccount, Side.Buy);
        Assert.Equal(expected, events[1].Block<ExecutionReportTradeBlock>().SelfTradeIndicator);
        Assert.Equal(expected, events[2].Block<ExecutionReportTradeBlock>().SelfTradeIndicator);
    }

    [Fact]
    public void Every_event_carries_sequence_and_time_of_its_command_and_no_flags()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Sell, 5, 10);
        CommandRecord command = Commands.New(2, 1, 1, Side.Buy, 9, 10 * One, TimeInForce.ImmediateOrCancel);
        command.TimestampNanos = 5_000_000_000;
        command.Checksum = 0xFFFF_FFFF;
        EventBuffer events = engine.Apply(command);
        Assert.Equal(4, events.Count);
        for (int i = 0; i < events.Count; i++)
        {
            Assert.Equal(engine.Core.LastSequence, events[i].Sequence);
            Assert.Equal(5_000_000_000, events[i].TimestampNanos);
            Assert.Equal(EventFlags.None, events[i].Flags);
        }
        Assert.Equal(5_000_000_000, events[3].Block<ExecutionReportCanceledBlock>().TransactTime);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        TestEngine engine = TestEngine.WithInstrument();
        CommandRecord command = Commands.New(1, 1, 1, Side.Buy, 1, One);
        command.TimestampNanos = 9_000_000_000;
        engine.Apply(command);
        command = Commands.New(1, 2, 2, Side.Buy, 1, One);
        command.TimestampNanos = 8_000_000_000;
        Assert.Equal(9_000_000_000, engine.Apply(command)[0].TimestampNanos);
        Assert.Equal(9_000_000_000, engine.Core.TimeNanos);
    }

    [Fact]
    public void Execution_ids_count_every_event_that_has_one_and_trades_have_a_number_of_their_own()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Sell, 5, 10);
        engine.New(2, 1, Side.Buy, 3, 10);
        engine.New(2, 2, Side.Buy, 0, 10);
        Assert.Equal(5UL, engine.Events[0].Block<ExecutionReportRejectedBlock>().ExecID);
        engine.Cancel(2, 3, orderId: 99);
        Assert.Equal(6UL, engine.Events[0].Block<OrderCancelRejectBlock>().ExecID);
        engine.Apply(Commands.Negotiated(3, 9));
        engine.New(2, 4, Side.Buy, 2, 10);
        Assert.Equal(7UL, engine.Events[0].Block<ExecutionReportNewBlock>().ExecID);
        Assert.Equal(2UL, engine.Events[2].Block<ExecutionReportTradeBlock>().TrdMatchID);
        Assert.Equal((9UL, 2UL, 3UL), (engine.Core.LastExecId, engine.Core.LastTrdMatchId, engine.Core.LastOrderId));
    }

    [Fact]
    public void Status_and_quantities_follow_the_order()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Sell, 10, 10);
        Assert.Equal(OrdStatus.New, engine.Events[0].Block<ExecutionReportNewBlock>().OrdStatus);
        engine.Reduce(1, 2, 1, orig: 1);
        Assert.Equal(OrdStatus.New, engine.Events[0].Block<ExecutionReportReplacedBlock>().OrdStatus);
        engine.New(2, 1, Side.Buy, 4, 10);
        ExecutionReportTradeBlock maker = engine.Events[1].Block<ExecutionReportTradeBlock>();
        Assert.Equal((OrdStatus.PartiallyFilled, 5L, 4L), (maker.OrdStatus, maker.LeavesQty, maker.CumQty));
        Assert.Equal(OrdStatus.Filled, engine.Events[2].Block<ExecutionReportTradeBlock>().OrdStatus);
        engine.Replace(1, 3, 8, 10, orig: 1);
        ExecutionReportReplacedBlock replaced = engine.Events[0].Block<ExecutionReportReplacedBlock>();
        Assert.Equal((OrdStatus.PartiallyFilled, 8L, 4L, 4L),
            (replaced.OrdStatus, replaced.OrderQty, replaced.LeavesQty, replaced.CumQty));
        engine.Cancel(1, 4, orig: 1);
        Assert.Equal(OrdStatus.Canceled, engine.Events[0].Block<ExecutionReportCanceledBlock>().OrdStatus);
    }

    [Fact]
    public void Ticks_and_lots_are_the_engines_own_and_events_speak_in_prices_and_units()
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(tick: One / 4, lot: 100, min: 100, max: 1_000));
        engine.Apply(Commands.Negotiated(1, 1));
        engine.Apply(Commands.New(1, 1, 1, Side.Sell, 300, 2 * One + One / 4));
        engine.Apply(Commands.New(1, 2, 2, Side.Buy, 200, 3 * One));
        ExecutionReportTradeBlock trade = engine.Events[1].Block<ExecutionReportTradeBlock>();
        Assert.Equal((225_000_000L, 200L, 100L, 200L), (trade.LastPx, trade.LastQty, trade.LeavesQty, trade.CumQty));
        Assert.True(engine.Core.TryGetBest(1, Side.Sell, out PriceLevel best));
        Assert.Equal(new PriceLevel(225_000_000, 100, 1), best);
        RestingOrder order = Assert.Single(engine.Core.GetOrders(1, Side.Sell, 225_000_000));
        Assert.Equal(new RestingOrder(1, 1, 1, 1, Side.Sell, 225_000_000, 300, 200, 100, 100, 0), order);
        Assert.Empty(engine.Core.GetOrders(1, Side.Sell, 225_000_001));
        Assert.Empty(engine.Core.GetLevels(9, Side.Sell));
        Assert.False(engine.Core.TryGetBest(1, Side.Buy, out _));
    }

    private static EventBuffer Enter(TestEngine engine, uint session, uint account, Side side)
    {
        uint number = engine.Next(session);
        return account == 0
            ? engine.Apply(Commands.New(session, number, number, side, 5, 10 * One))
            : engine.Apply(Commands.Make(new NewOrderExtendedBlock
            {
                SessionID = session,
                MsgSeqNum = number,
                ClOrdID = number,
                SecurityID = 1,
                Account = account,
                Side = side,
                OrdType = OrdType.Limit,
                TimeInForce = TimeInForce.GoodTillCancel,
                OrderQty = 5,
                Price = 10 * One,
            }));
    }
}
