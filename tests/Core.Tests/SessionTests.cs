using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class SessionTests
{
    [Fact]
    public void Command_of_a_session_that_was_never_negotiated_changes_nothing_and_has_no_event()
    {
        TestEngine engine = TestEngine.WithInstrument();
        Assert.Equal(0, engine.New(9, 1, Side.Buy, 1, 10).Count);
        Assert.Equal(0, engine.New(0, 1, Side.Buy, 1, 10).Count);
        Assert.Equal(0, engine.Core.OpenOrderCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5)]
    public void Command_whose_number_is_not_above_the_last_one_is_ignored(uint seqNum)
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.New(1, 5, 1, Side.Buy, 1, Commands.One));
        Assert.Equal(0, engine.Apply(Commands.New(1, seqNum, 2, Side.Buy, 1, Commands.One)).Count);
        Assert.Equal(0, engine.Apply(Commands.Cancel(1, seqNum, 2, orderId: 1)).Count);
        Assert.Equal(0, engine.Apply(Commands.Replace(1, seqNum, 2, 1, Commands.One, orderId: 1)).Count);
        Assert.Equal(0, engine.Apply(Commands.Reduce(1, seqNum, 2, 1, orderId: 1)).Count);
        Assert.Equal(1, engine.Core.OpenOrderCount);
    }

    [Fact]
    public void Gap_in_the_numbers_is_accepted()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.New(1, 5, 1, Side.Buy, 1, Commands.One));
        Assert.Equal(1, engine.Apply(Commands.New(1, 900, 2, Side.Buy, 1, Commands.One)).Count);
        Assert.True(engine.Core.TryGetSession(1, out SessionInfo session));
        Assert.Equal(900u, session.LastIncomingSeqNo);
    }

    [Fact]
    public void Refused_request_uses_up_its_number()
    {
        TestEngine engine = TestEngine.WithInstrument();
        Assert.Equal(1, engine.Apply(Commands.New(1, 5, 1, Side.Buy, 0, Commands.One)).Count);
        Assert.Equal(0, engine.Apply(Commands.New(1, 5, 1, Side.Buy, 1, Commands.One)).Count);
    }

    [Fact]
    public void Events_of_each_session_are_numbered_from_one_without_a_gap()
    {
        TestEngine engine = TestEngine.WithInstrument();
        Assert.Equal([(1u, 1u)], Numbers(engine.New(1, 1, Side.Buy, 5, 10)));
        Assert.Equal([(2u, 1u), (1u, 2u), (2u, 2u)], Numbers(engine.New(2, 1, Side.Sell, 5, 10)));
        Assert.Equal([(1u, 3u)], Numbers(engine.Cancel(1, 2, orderId: 1)));
    }

    [Fact]
    public void New_version_starts_the_numbers_again_and_keeps_live_orders_with_their_present_client_order_id()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 5, 10);
        engine.New(1, 2, Side.Buy, 5, 11);
        engine.Replace(1, 3, 4, 10, orig: 1);
        engine.Cancel(1, 4, orig: 2);
        engine.Apply(Commands.Negotiated(1, 2));
        engine.RestartNumbers(1);
        Assert.True(engine.Core.TryGetSession(1, out SessionInfo session));
        Assert.Equal(new SessionInfo(1, 2, 0, 1, OpenOrderCount: 1, ClientOrderIdCount: 1), session);
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(1, 5, orig: 1)));
        Assert.Equal(CxlRejReason.UnknownOrder, Reason(engine.Cancel(1, 5, orig: 2)));
        ExecutionReportRejectedBlock duplicate =
            engine.New(1, 3, Side.Buy, 1, 9)[0].Block<ExecutionReportRejectedBlock>();
        Assert.Equal((OrdRejReason.DuplicateOrder, 1UL), (duplicate.OrdRejReason, duplicate.OrderID));
        Assert.Equal(ExecutionReportNewBlock.TemplateId, engine.New(1, 1, Side.Buy, 1, 9)[0].Header.TemplateId);
        ExecutionReportCanceledBlock canceled = engine.Cancel(1, 6, orig: 3)[0].Block<ExecutionReportCanceledBlock>();
        Assert.Equal((1UL, 5u, 5u), (canceled.OrderID, canceled.MsgSeqNum, canceled.RefSeqNum));
        engine.Core.Verify();
    }

    [Fact]
    public void Dead_order_of_an_earlier_version_is_too_late_by_its_order_id()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 5, 10);
        engine.Cancel(1, 2, orig: 1);
        engine.Apply(Commands.Negotiated(1, 2));
        engine.RestartNumbers(1);
        Assert.Equal(CxlRejReason.TooLateToCancel, Reason(engine.Cancel(1, 5, orderId: 1)));
    }

    [Fact]
    public void Order_and_execution_ids_never_repeat_across_versions()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 5, 10);
        engine.Apply(Commands.Negotiated(1, 2));
        engine.RestartNumbers(1);
        ExecutionReportNewBlock report = engine.New(1, 9, Side.Buy, 5, 10)[0].Block<ExecutionReportNewBlock>();
        Assert.Equal((2UL, 2UL, 1u), (report.OrderID, report.ExecID, report.MsgSeqNum));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    public void Version_that_is_not_above_the_present_one_is_stale_and_the_answer_names_the_present_one(ulong version)
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.Negotiated(7, 5));
        engine.New(7, 1, Side.Buy, 5, 10);
        SystemCommandResponseBlock answer =
            engine.Apply(Commands.Negotiated(7, version))[0].Block<SystemCommandResponseBlock>();
        Assert.Equal(
            (SystemCommandResult.StaleSessionVerID, 5UL, 7u),
            (answer.SystemCommandResult, answer.SessionVerID, answer.SessionID));
        Assert.True(engine.Core.TryGetSession(7, out SessionInfo session));
        Assert.Equal((5UL, 1u, 2u), (session.SessionVerId, session.LastIncomingSeqNo, session.NextOutgoingSeqNo));
    }

    [Fact]
    public void First_version_of_a_session_must_be_at_least_one()
    {
        TestEngine engine = new();
        SystemCommandResponseBlock answer =
            engine.Apply(Commands.Negotiated(7, 0))[0].Block<SystemCommandResponseBlock>();
        Assert.Equal((SystemCommandResult.StaleSessionVerID, 0UL), (answer.SystemCommandResult, answer.SessionVerID));
        Assert.Equal(0, engine.Core.SessionCount);
    }

    [Fact]
    public void Session_zero_is_the_engine_and_cannot_be_negotiated()
    {
        TestEngine engine = new();
        SystemCommandResponseBlock answer =
            engine.Apply(Commands.Negotiated(0, 1))[0].Block<SystemCommandResponseBlock>();
        Assert.Equal(SystemCommandResult.InvalidDefinition, answer.SystemCommandResult);
    }

    [Fact]
    public void Session_that_has_used_up_all_outgoing_numbers_gets_its_events_unsequenced()
    {
        ClientOrderIds ids = new(CoreLimits.Default, new Pool<Order>(expectedCount: 1));
        Session session = new(index: 0, sessionId: 1, ids) { NextOutgoingSeqNo = uint.MaxValue };
        Assert.Equal(uint.MaxValue, session.TakeOutgoingSeqNo());
        Assert.Equal(0u, session.TakeOutgoingSeqNo());
        Assert.Equal(0u, session.TakeOutgoingSeqNo());
    }

    // SessionID and MsgSeqNum begin every application message.
    private static (uint Session, uint Number)[] Numbers(EventBuffer events) =>
        [.. events.ToArray().Select(e => (
            EventRecord.BlockOf<ExecutionReportNewBlock>(in e).SessionID,
            EventRecord.BlockOf<ExecutionReportNewBlock>(in e).MsgSeqNum))];

    private static CxlRejReason Reason(EventBuffer events) => events[0].Block<OrderCancelRejectBlock>().CxlRejReason;
}
