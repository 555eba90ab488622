using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>Commands of an operator's session, and what can be seen of the rules that they set.</summary>
public class OperatorTests
{
    private const uint Operator = 2;

    [Fact]
    public void Answer_to_an_operator_is_a_numbered_message_of_its_session()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.New(Operator, 1, 1, Side.Buy, 5, Commands.One));

        SystemCommandResponseBlock answer = Halt(engine, Operator, 2)[0].Block<SystemCommandResponseBlock>();

        Assert.Equal((Operator, 2u, 2u), (answer.SessionID, answer.MsgSeqNum, answer.RefSeqNum));
        Assert.Equal(SystemCommandResult.Accepted, answer.SystemCommandResult);
        Assert.True(engine.Core.TryGetSession(Operator, out SessionInfo session));
        Assert.Equal((2u, 3u), (session.LastIncomingSeqNo, session.NextOutgoingSeqNo));
    }

    [Fact]
    public void Answer_to_the_service_itself_has_no_number_and_no_session()
    {
        TestEngine engine = TestEngine.WithInstrument();
        Halt(engine, Operator, 1);

        SystemCommandResponseBlock answer = Halt(engine, 0, 0)[0].Block<SystemCommandResponseBlock>();

        Assert.Equal((0u, 0u, 0u), (answer.SessionID, answer.MsgSeqNum, answer.RefSeqNum));
    }

    [Theory]
    [InlineData(Operator, 5u)]
    [InlineData(Operator, 4u)]
    [InlineData(77u, 1u)]
    public void Operator_command_that_was_sent_before_or_by_nobody_known_changes_nothing(uint session, uint number)
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.New(Operator, 5, 1, Side.Buy, 5, Commands.One));

        Assert.Equal(0, Halt(engine, session, number).Count);
        Assert.Equal(SecurityTradingStatus.ReadyToTrade, engine.Core.GetRules(1)!.Status);
    }

    [Fact]
    public void Order_of_the_operator_that_ends_by_its_own_command_answers_nothing()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.Apply(Commands.New(Operator, 1, 1, Side.Buy, 5, Commands.One));

        EventBuffer events = engine.Apply(Commands.Make(
            new OrderMassActionBlock { SessionID = Operator, MsgSeqNum = 2 }));

        ExecutionReportCanceledBlock gone = events[0].Block<ExecutionReportCanceledBlock>();
        SystemCommandResponseBlock answer = events[1].Block<SystemCommandResponseBlock>();
        Assert.Equal((2u, 0u), (gone.MsgSeqNum, gone.RefSeqNum));
        Assert.Equal((3u, 2u, 1u), (answer.MsgSeqNum, answer.RefSeqNum, answer.TotalAffectedOrders));
    }

    [Fact]
    public void Rules_are_seen_as_they_were_set()
    {
        const long Tick = Commands.One / 100;
        var engine = new TestEngine();
        engine.Apply(Commands.Define(7, tick: Tick));
        engine.Apply(Commands.Negotiated(Operator, 1));
        engine.Apply(Commands.Make(new SecuritySettingsBlock
        {
            SecurityID = 7,
            MaxPriceLevels = 9,
            MarketProtection = 2 * Tick,
            PriceCollar = 3 * Tick,
            ReferencePrice = 4 * Tick,
            MinOrderValue = 5,
            MaxOrderValue = 6,
        }));
        engine.Apply(Commands.Make(
            new TickRuleBlock { SecurityID = 7, StartTickPriceRange = 100 * Tick, TickIncrement = 5 * Tick }));
        engine.Apply(Commands.Make(new SessionSettingsBlock
        {
            TargetSessionID = Operator,
            MaxOpenOrders = 8,
            CancelOnDisconnect = CancelOnDisconnect.DayOrders,
        }));
        engine.Apply(Commands.Make(
            new AccountLimitsBlock { Account = 3, SecurityID = 7, MaxPosition = 10, MaxOpenValue = 11 }));
        engine.Apply(Commands.Make(new TradingBlockBlock
        {
            BlockedID = Operator,
            TradingBlockScope = TradingBlockScope.Session,
            TradingBlockAction = TradingBlockAction.Block,
        }));

        InstrumentRules rules = engine.Core.GetRules(7)!;
        Assert.Equal(
            (9u, 2 * Tick, 3 * Tick, 4 * Tick, 5L, 6L),
            (rules.MaxPriceLevels, rules.MarketProtection, rules.PriceCollar, rules.ReferencePrice,
                rules.MinOrderValue, rules.MaxOrderValue));
        Assert.Equal([new TickRow(0, Tick), new TickRow(100 * Tick, 5 * Tick)], rules.Ticks);
        Assert.Equal(
            new SessionRules(8, CancelOnDisconnect.DayOrders, IsBlocked: true), engine.Core.GetSessionRules(Operator));
        Assert.Equal(new AccountRules(10, 11), engine.Core.GetAccountRules(3, 7));
    }

    [Fact]
    public void What_nobody_set_is_seen_as_off()
    {
        TestEngine engine = TestEngine.WithInstrument();

        Assert.Null(engine.Core.GetRules(99));
        Assert.Single(engine.Core.GetRules(1)!.Ticks);
        Assert.Equal(default, engine.Core.GetSessionRules(99));
        Assert.Equal(default, engine.Core.GetAccountRules(3, 1));
    }

    private static EventBuffer Halt(TestEngine engine, uint session, uint number) =>
        engine.Apply(Commands.Make(new SecurityStatusBlock
        {
            SessionID = session,
            MsgSeqNum = number,
            SecurityID = 1,
            SecurityTradingStatus = SecurityTradingStatus.TradingHalt,
        }));
}
