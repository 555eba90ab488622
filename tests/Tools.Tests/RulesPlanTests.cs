using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Tests;

/// <summary>What a start commands so that the files hold.</summary>
public class RulesPlanTests
{
    private static readonly InstrumentEntry Plain = new(7, "ACME");

    [Fact]
    public void Instrument_that_names_no_rules_changes_none() => Assert.Empty(Changes(Plain));

    [Fact]
    public void Rules_that_the_file_names_are_set_and_the_others_stay()
    {
        TestCore core = CoreWith(Plain);
        core.Apply(new SecuritySettingsBlock { SecurityID = 7, MaxPriceLevels = 9, MaxOrderValue = 100 });

        CommandRecord change = Assert.Single(Changes(
            Plain with { MaxOrderValue = 50, PriceCollar = 0.5m, MarketProtection = 0.1m, ReferencePrice = 10 }, core));

        SecuritySettingsBlock block = change.Block<SecuritySettingsBlock>();
        Assert.Equal(
            (7u, 9u, 10_000_000L, 50_000_000L, 1_000_000_000L, 0L, 50L),
            (block.SecurityID, block.MaxPriceLevels, block.MarketProtection, block.PriceCollar, block.ReferencePrice,
                block.MinOrderValue, block.MaxOrderValue));
    }

    [Fact]
    public void What_holds_already_is_not_commanded_again()
    {
        InstrumentEntry wanted = Plain with
        {
            MaxPriceLevels = 9,
            MinOrderValue = 1,
            TickTable = [new TickEntry(0, 0.02m), new TickEntry(5, 0.5m)],
            AccountLimits = [new AccountEntry(3, MaxPosition: 10)],
        };
        TestCore core = CoreWith(wanted);
        foreach (CommandRecord change in Changes(wanted, core))
            core.Apply(change);

        Assert.Empty(Changes(wanted, core));
    }

    [Fact]
    public void Tick_table_is_named_whole_so_rows_that_it_leaves_out_go()
    {
        TestCore core = CoreWith(Plain);
        core.Apply(new TickRuleBlock { SecurityID = 7, StartTickPriceRange = 0, TickIncrement = 2_000_000 });
        core.Apply(new TickRuleBlock { SecurityID = 7, StartTickPriceRange = 500_000_000, TickIncrement = 5_000_000 });

        IEnumerable<(long, long)> rows = Changes(Plain with { TickTable = [new TickEntry(10, 0.1m)] }, core)
            .Select(change => (
                change.Block<TickRuleBlock>().StartTickPriceRange, change.Block<TickRuleBlock>().TickIncrement));

        Assert.Equal([(0, 1_000_000), (1_000_000_000, 10_000_000), (500_000_000, 0)], rows);
    }

    [Fact]
    public void Limits_of_accounts_that_differ_are_set()
    {
        TestCore core = CoreWith(Plain);
        core.Apply(new AccountLimitsBlock { Account = 3, SecurityID = 7, MaxPosition = 10 });
        core.Apply(new AccountLimitsBlock { Account = 4, SecurityID = 7, MaxPosition = 10 });

        CommandRecord change = Assert.Single(Changes(
            Plain with { AccountLimits = [new AccountEntry(3, 10), new AccountEntry(4, 10, 99)] }, core));

        AccountLimitsBlock block = change.Block<AccountLimitsBlock>();
        Assert.Equal((4u, 10L, 99L), (block.Account, block.MaxPosition, block.MaxOpenValue));
    }

    public static TheoryData<InstrumentEntry> Refused => new()
    {
        Plain with { PriceCollar = 0.005m },
        Plain with { MinOrderValue = 2, MaxOrderValue = 1 },
        Plain with { TickTable = [new TickEntry(0.03m, 0.02m)] },
        Plain with { TickTable = [new TickEntry(0, 2_000_000)] },
        Plain with { AccountLimits = [new AccountEntry(0, 1)] },
        Plain with { AccountLimits = [new AccountEntry(1, -1)] },
        Plain with { MarketProtection = -1 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Rules_that_the_engine_would_refuse_refuse_the_start_by_name(InstrumentEntry instrument)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Start(new TestCore(), instrument));

        Assert.Contains("instrument 7 (ACME)", refused.Message);
    }

    [Fact]
    public void Instrument_that_is_gone_may_stay_in_its_file()
    {
        TestCore core = CoreWith(Plain);
        core.Apply(new SecurityStatusBlock
        {
            SecurityID = 7,
            SecurityTradingStatus = SecurityTradingStatus.NotAvailableForTrading,
        });

        Assert.Empty(Start(core, Plain with { MaxOrderValue = 50 }));
    }

    [Fact]
    public void Session_that_the_engine_knows_gets_what_differs_and_one_that_it_does_not_waits()
    {
        TestCore core = CoreWith(Plain);
        core.Apply(new SessionNegotiatedBlock { SessionID = 1, SessionVerID = 1 });
        core.Apply(new SessionSettingsBlock { TargetSessionID = 1, MaxOpenOrders = 4 });
        SessionTerms terms = new(null, CancelOnDisconnect.DayOrders);

        CommandRecord change = Assert.Single(Start(
            core,
            Plain,
            SessionDefinition.WithRandomKey(1, "known", settings: terms),
            SessionDefinition.WithRandomKey(2, "unknown", settings: terms)));

        SessionSettingsBlock block = change.Block<SessionSettingsBlock>();
        Assert.Equal(
            (1u, 4u, CancelOnDisconnect.DayOrders),
            (block.TargetSessionID, block.MaxOpenOrders, block.CancelOnDisconnect));
    }

    [Fact]
    public void Session_with_orders_that_end_with_its_connection_is_disconnected_first()
    {
        TestCore core = CoreWith(Plain);
        for (uint session = 1; session <= 3; session++)
        {
            core.Apply(new SessionNegotiatedBlock { SessionID = session, SessionVerID = 1 });
            core.Apply(new SessionSettingsBlock
            {
                TargetSessionID = session,
                CancelOnDisconnect = session == 1 ? CancelOnDisconnect.None : CancelOnDisconnect.AllOrders,
            });
            if (session < 3)
                core.Apply(Order(session));
        }

        IReadOnlyList<CommandRecord> plan = Start(core, Plain with { MaxOrderValue = 50 });

        Assert.Equal(
            [SessionDisconnectedBlock.TemplateId, SecuritySettingsBlock.TemplateId],
            plan.Select(command => command.Header.TemplateId));
        Assert.Equal(2u, CommandRecord.BlockOf<SessionDisconnectedBlock>(plan[0]).SessionID);
    }

    private static NewOrderSingleBlock Order(uint session) => new()
    {
        SessionID = session,
        MsgSeqNum = 1,
        ClOrdID = 1,
        SecurityID = 7,
        Price = 100_000_000,
        OrderQty = 1,
        Side = Side.Buy,
        OrdType = OrdType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
    };

    private static IEnumerable<CommandRecord> Changes(InstrumentEntry instrument, TestCore? core = null) =>
        RulesPlan.Changes(instrument, (core ?? CoreWith(Plain)).Core);

    private static IReadOnlyList<CommandRecord> Start(
        TestCore core, InstrumentEntry instrument, params SessionDefinition[] sessions) => StartPlan.Of(
            new ServiceOptions
            {
                Engine = new EngineOptions { DataDirectory = "." },
                Sessions = new SessionDirectory(sessions),
                Instruments = [instrument],
            },
            core.Core,
            static _ => { });

    private static TestCore CoreWith(InstrumentEntry instrument)
    {
        var core = new TestCore();
        SecurityDefinitionBlock block = default;
        instrument.Fill(ref block);
        core.Apply(in block);
        return core;
    }

    /// <summary>A core that takes blocks; each must be accepted.</summary>
    private sealed class TestCore
    {
        private OneEvent _event = new();
        private long _sequence;

        public MatchingCore Core { get; } = new(CoreLimits.Default);

        public void Apply<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock =>
            Apply(Blocks.ToCommand(in block));

        public void Apply(CommandRecord command)
        {
            command.Sequence = ++_sequence;
            Core.Apply(in command, ref _event);
            if (_event.Claim().Header.TemplateId == SystemCommandResponseBlock.TemplateId)
            {
                Assert.Equal(
                    SystemCommandResult.Accepted,
                    _event.Claim().Block<SystemCommandResponseBlock>().SystemCommandResult);
            }
        }

        private readonly struct OneEvent : IEventSink
        {
            private readonly EventRecord[] _slot = new EventRecord[1];

            public OneEvent()
            {
            }

            public ref EventRecord Claim() => ref _slot[0];
        }
    }
}
