using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class DefinitionTests
{
    private delegate CommandRecord Definition();

    private static readonly Dictionary<string, Definition> Invalid = new()
    {
        ["no id"] = () => Commands.Define(security: 0),
        ["no tick"] = () => Commands.Define(tick: 0),
        ["negative tick"] = () => Commands.Define(tick: -1),
        ["no lot"] = () => Commands.Define(lot: 0),
        ["negative lot"] = () => Commands.Define(lot: -10),
        ["no smallest quantity"] = () => Commands.Define(min: 0),
        ["smallest above largest"] = () => Commands.Define(min: 11, max: 10),
        ["no quantity on lot"] = () => Commands.Define(lot: 100, min: 10, max: 90),
        ["negative lowest price"] = () => Commands.Define(low: -1),
        ["lowest above highest"] = () => Commands.Define(low: 11, high: 10),
        ["no price on tick"] = () => Commands.Define(tick: 100, low: 110, high: 190),
        ["no price above zero"] = () => Commands.Define(tick: 100, low: 0, high: 99),
        ["no orders"] = () => Commands.Define(maxOpenOrders: 0),
        ["sum of quantities too large"] = () => Commands.Define(max: long.MaxValue / 2, maxOpenOrders: 3),
        ["symbol with a gap"] = () => Commands.Define(symbol: "AB\0C"),
        ["symbol not printable"] = () => Commands.Define(symbol: "AB\n"),
    };

    public static TheoryData<string> InvalidOnes => [.. Invalid.Keys];

    [Theory]
    [MemberData(nameof(InvalidOnes))]
    public void Definition_outside_its_domain_is_refused(string name)
    {
        TestEngine engine = new();
        Assert.Equal(SystemCommandResult.InvalidDefinition, Answer(engine, Invalid[name]()).SystemCommandResult);
        Assert.Equal(0, engine.Core.InstrumentCount);
    }

    [Fact]
    public void Widest_definition_that_cannot_overflow_is_taken_and_its_extreme_orders_trade()
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(tick: 1, max: long.MaxValue / 3, high: long.MaxValue, maxOpenOrders: 3));
        engine.Apply(Commands.Negotiated(1, 1));
        for (uint i = 1; i <= 3; i++)
            engine.Apply(Commands.New(1, i, i, Side.Sell, long.MaxValue / 3, long.MaxValue));
        Assert.True(engine.Core.TryGetBest(1, Side.Sell, out PriceLevel best));
        Assert.Equal(new PriceLevel(long.MaxValue, long.MaxValue / 3 * 3, 3), best);
        engine.Core.Verify();
        EventBuffer events = engine.Apply(Commands.New(1, 4, 4, Side.Buy, long.MaxValue / 3, long.MaxValue));
        Assert.Equal(3, events.Count);
        Assert.Equal(long.MaxValue / 3, events[2].Block<ExecutionReportTradeBlock>().CumQty);
        engine.Core.Verify();
    }

    [Fact]
    public void Security_is_defined_once()
    {
        TestEngine engine = new();
        Assert.Equal(SystemCommandResult.Accepted, Answer(engine, Commands.Define()).SystemCommandResult);
        Assert.Equal(
            SystemCommandResult.DuplicateSecurity, Answer(engine, Commands.Define(tick: 7)).SystemCommandResult);
        Assert.Equal(Commands.One, engine.Core.GetInstruments()[0].MinPriceIncrement);
    }

    [Fact]
    public void Answer_names_command_template_and_security_and_is_unsequenced()
    {
        SystemCommandResponseBlock answer = Answer(new TestEngine(), Commands.Define(security: 42));
        Assert.Equal((0u, 0u, 1L, 42u), (answer.SessionID, answer.MsgSeqNum, answer.RefSequence, answer.SecurityID));
        Assert.Equal((SecurityDefinitionBlock.TemplateId, 0UL), (answer.RefTemplateID, answer.SessionVerID));
    }

    [Fact]
    public void Definition_is_reported_with_all_its_terms_behind_the_answer()
    {
        TestEngine engine = new();
        EventBuffer events = engine.Apply(Commands.Define(5, 2, 3, 4, 500, 6, 700, 8, "SIXTEEN.LETTERS."));
        Assert.Equal(SecurityDefinitionReportBlock.TemplateId, events[1].Header.TemplateId);
        SecurityDefinitionReportBlock report = events[1].Block<SecurityDefinitionReportBlock>();
        Assert.Equal((0u, 0u, 5u, 8u), (report.SessionID, report.MsgSeqNum, report.SecurityID, report.MaxOpenOrders));
        Assert.Equal((2L, 3L), (report.MinPriceIncrement, report.RoundLot));
        Assert.Equal((4L, 500L), (report.MinTradeVol, report.MaxTradeVol));
        Assert.Equal((6L, 700L), (report.LowLimitPrice, report.HighLimitPrice));
        Assert.Equal("SIXTEEN.LETTERS."u8, report.Symbol);
        Assert.Equal(SecurityTradingStatus.ReadyToTrade, report.SecurityTradingStatus);
    }

    [Fact]
    public void Status_is_reported_behind_the_answer_and_only_when_it_was_accepted()
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define());
        SecurityStatusBlock halt = new() { SecurityID = 1, SecurityTradingStatus = SecurityTradingStatus.TradingHalt };
        EventBuffer events = engine.Apply(Commands.Make(halt));
        Assert.Equal(2, events.Count);
        SecurityStatusReportBlock report = events[1].Block<SecurityStatusReportBlock>();
        Assert.Equal((1u, SecurityTradingStatus.TradingHalt), (report.SecurityID, report.SecurityTradingStatus));
        halt.SecurityID = 2;
        Assert.Equal(1, engine.Apply(Commands.Make(halt)).Count);
    }

    [Fact]
    public void Instrument_is_seen_as_it_was_defined()
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(5, 2, 3, 4, 500, 6, 700, 8, "SIXTEEN.LETTERS."));
        InstrumentInfo expected = new(5, "SIXTEEN.LETTERS.", 2, 3, 4, 500, 6, 700, 8, 0);
        Assert.Equal(expected, Assert.Single(engine.Core.GetInstruments()));
    }

    private static SystemCommandResponseBlock Answer(TestEngine engine, CommandRecord command)
    {
        EventBuffer events = engine.Apply(command);
        bool isAccepted = events[0].Block<SystemCommandResponseBlock>().SystemCommandResult
            == SystemCommandResult.Accepted;
        Assert.Equal(isAccepted ? 2 : 1, events.Count);
        return events[0].Block<SystemCommandResponseBlock>();
    }
}
