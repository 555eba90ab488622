using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class DigestTests
{
    [Fact]
    public void Equal_histories_give_equal_events_and_equal_digests_whatever_the_map_seed()
    {
        List<EventRecord> first = [];
        List<EventRecord> second = [];
        TestEngine a = Play(CoreLimits.Default, first);
        TestEngine b =
            Play(CoreLimits.Default with { MapSeed = 0x1234_5678_9ABC_DEF1, ExpectedOpenOrders = 3 }, second);
        Assert.Equal(a.Core.ComputeDigest(), b.Core.ComputeDigest());
        Assert.Equal(first.Count, second.Count);
        for (int i = 0; i < first.Count; i++)
        {
            EventRecord x = first[i];
            EventRecord y = second[i];
            Assert.True(x.Bytes.SequenceEqual(y.Bytes), $"event {i}");
        }
    }

    [Fact]
    public void Digest_of_a_given_history_is_the_same_on_every_platform_and_in_every_release()
    {
        TestEngine engine = SmallState();
        Assert.Equal("c62a5f4794d3d25e67a6ce6d033b4068", engine.Core.ComputeDigest().ToString());
    }

    [Fact]
    public void Digest_of_an_empty_engine_and_of_one_that_ignored_a_command_differ()
    {
        TestEngine engine = new();
        StateDigest empty = engine.Core.ComputeDigest();
        engine.Apply(Commands.New(9, 1, 1, Side.Buy, 1, 1));
        Assert.NotEqual(empty, engine.Core.ComputeDigest());
    }

    public static TheoryData<string> Elements => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Elements))]
    public void Digest_differs_when_one_element_of_the_state_differs(string element)
    {
        TestEngine engine = SmallState();
        StateDigest before = engine.Core.ComputeDigest();
        Assert.Equal(before, SmallState().Core.ComputeDigest());
        Changes[element](engine.Core.State);
        Assert.NotEqual(before, engine.Core.ComputeDigest());
    }

    private delegate void Change(CoreState state);

    private static readonly Dictionary<string, Change> Changes = new()
    {
        ["sequence"] = s => s.LastSequence++,
        ["time"] = s => s.TimeNanos++,
        ["last OrderID"] = s => s.LastOrderId++,
        ["last ExecID"] = s => s.LastExecId++,
        ["last TrdMatchID"] = s => s.LastTrdMatchId++,
        ["last digest"] = s => s.Digests.Record(0, new StateDigest(1, 0)),
        ["last digest, upper half"] = s => s.Digests.Record(0, new StateDigest(0, 1)),
        ["last digest's sequence"] = s => s.Digests.Record(65_536, default),
        ["instrument"] = s => s.Instruments.Add(TermsOf(security: 3)),
        ["session version"] = s => s.Sessions[0].SessionVerId++,
        ["session id"] = s => s.Sessions[0].SessionId = 77,
        ["last incoming number"] = s => s.Sessions[0].LastIncomingSeqNo++,
        ["next outgoing number"] = s => s.Sessions[1].NextOutgoingSeqNo++,
        ["client order id"] = s => s.Sessions[0].ClientOrderIds.Use(99),
        ["replacement's ClOrdID"] = s => s.Sessions[0].ClientOrderIds.Rename(FirstBid(s), 99),
        ["order id"] = s => s.Orders[FirstBid(s)].Terms.OrderId++,
        ["order's ClOrdID"] = s => s.Orders[FirstBid(s)].Terms.ClOrdId++,
        ["order quantity"] = s => s.Orders[FirstBid(s)].Terms.OrderLots++,
        ["executed quantity"] = s => s.Orders[FirstBid(s)].Terms.CumLots++,
        ["quantity left"] = s => s.Orders[FirstBid(s)].Terms.LeavesLots++,
        ["order's session"] = s => s.Orders[FirstBid(s)].Session = 1,
        ["price"] = s => s.Levels[s.Instruments[0].Book.Bids.BestLevel].PriceTicks++,
        ["level quantity"] = s => s.Levels[s.Instruments[0].Book.Offers.BestLevel].Lots++,
        ["level count"] = s => s.Levels[s.Instruments[0].Book.Offers.BestLevel].OrderCount++,
        ["queue"] = SwapFirstTwoBids,
        ["order's first ClOrdID"] = s => s.Orders[FirstBid(s)].FirstClOrdId++,
    };

    // All but sequence and time, which further commands make equal again.
    public static TheoryData<string> LastingElements => [.. Changes.Keys.Except(["sequence", "time"])];

    [Theory]
    [MemberData(nameof(LastingElements))]
    public void Recorded_digest_shows_a_difference_that_lasts(string element)
    {
        TestEngine changed = SmallState();
        Changes[element](changed.Core.State);
        Assert.NotEqual(RecordedDigestOf(SmallState()), RecordedDigestOf(changed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(DigestSchedule.OrdersOfStep)]
    public void Walk_in_steps_gives_the_digest_of_a_walk_at_once(int effort)
    {
        TestEngine engine = DetailedState.Make();
        StateWalk walk = new();
        for (int round = 0; round < 2; round++)
        {
            int steps = 0;
            for (; !walk.IsAtEnd; steps++)
                walk.Advance(engine.Core.State, effort);
            Assert.True(steps > 1);
            Assert.Equal(engine.Core.ComputeDigest(), walk.Finish(engine.Core.State));
            engine.New(3, 1_000, Side.Buy, 1, 1);
        }
    }

    public static TheoryData<string> DefinitionFields =>
        ["tick", "lot", "min", "max", "low", "high", "limit", "symbol", "symbol's second half", "security"];

    [Theory]
    [MemberData(nameof(DefinitionFields))]
    public void Digest_differs_when_one_term_of_an_instrument_differs(string field)
    {
        CommandRecord changed = field switch
        {
            "tick" => Commands.Define(tick: 2 * Commands.One),
            "lot" => Commands.Define(lot: 2),
            "min" => Commands.Define(min: 2),
            "max" => Commands.Define(max: 999_999),
            "low" => Commands.Define(low: 1),
            "high" => Commands.Define(high: 999_999 * Commands.One),
            "limit" => Commands.Define(maxOpenOrders: 99_999),
            "symbol" => Commands.Define(symbol: "TESU"),
            "symbol's second half" => Commands.Define(symbol: "TEST....x"),
            _ => Commands.Define(security: 2),
        };
        CommandRecord plain = field == "symbol's second half" ? Commands.Define(symbol: "TEST....") : Commands.Define();
        TestEngine a = new();
        TestEngine b = new();
        a.Apply(plain);
        b.Apply(changed);
        Assert.NotEqual(a.Core.ComputeDigest(), b.Core.ComputeDigest());
    }

    [Fact]
    public void Digest_becomes_due_every_65536_commands_and_is_given_once()
    {
        TestEngine engine = IdleUntil(DigestSchedule.IntervalCommands - 1);
        Assert.False(engine.Core.TryGetPendingDigest(out _, out _));
        engine.Apply(Commands.Negotiated(1, 2));
        StateDigest next = default;
        Assert.True(engine.Core.TryGetPendingDigest(out long asOf, out StateDigest digest));
        Assert.Equal(65_536, asOf);
        Assert.NotEqual(next, digest);
        Assert.False(engine.Core.TryGetPendingDigest(out _, out _));
    }

    [Fact]
    public void Digest_of_many_orders_is_due_when_the_walk_has_come_round()
    {
        TestEngine engine = TestEngine.WithInstrument();
        const int orders = 2 * (int)DigestSchedule.IntervalCommands / 8;
        for (ulong id = 1; id <= orders; id++)
            engine.New(1, id, Side.Buy, 1, 100 + (long)(id % 50));
        IdleUntil(3 * DigestSchedule.IntervalCommands - 1, engine);
        Assert.False(engine.Core.TryGetPendingDigest(out _, out _));
        engine.Apply(Commands.Cancel(1, 1, 1));
        Assert.True(engine.Core.TryGetPendingDigest(out long asOf, out _));
        Assert.Equal(3 * DigestSchedule.IntervalCommands, asOf);
    }

    [Fact]
    public void Recorded_digests_of_equal_histories_are_equal_whatever_idle_turns_did()
    {
        TestEngine live = new();
        TestEngine replay = new(CoreLimits.Default with { MapSeed = 77 });
        RandomFlow flow = new(seed: 43, new FlowShape(OpenOrders: 300, Memory: 300));
        List<StateDigest> recorded = [];
        foreach (CommandRecord command in flow.Opening())
            Apply(command);
        while (live.Core.LastSequence < 2 * DigestSchedule.IntervalCommands)
            Apply(flow.Next());
        Assert.Equal(2, recorded.Distinct().Count());

        void Apply(CommandRecord command)
        {
            EventBuffer events = live.Apply(command);
            for (int i = 0; i < events.Count; i++)
                flow.Learn(in events[i]);
            live.Core.TouchAhead();
            replay.Apply(command);
            if (!live.Core.TryGetPendingDigest(out long asOf, out StateDigest digest))
                return;
            Assert.True(replay.Core.TryGetPendingDigest(out long replayed, out StateDigest again));
            Assert.Equal((asOf, digest), (replayed, again));
            recorded.Add(digest);
        }
    }

    [Fact]
    public void Journaled_digest_that_agrees_is_accepted_and_no_longer_due()
    {
        TestEngine live = IdleUntil(65_536);
        Assert.True(live.Core.TryGetPendingDigest(out long asOf, out StateDigest digest));
        TestEngine replay = IdleUntil(65_536);
        Assert.Equal(SystemCommandResult.Accepted, ResultOf(replay.Apply(Commands.Digest(asOf, digest))));
        Assert.False(replay.Core.TryGetPendingDigest(out _, out _));
    }

    [Fact]
    public void Journaled_digest_that_differs_stops_the_engine_and_names_both()
    {
        TestEngine engine = IdleUntil(65_536);
        Assert.True(engine.Core.TryGetPendingDigest(out long asOf, out StateDigest digest));
        StateDigest wrong = digest with { Low = digest.Low ^ 1 };
        StateDigestMismatchException thrown = Assert.Throws<StateDigestMismatchException>(
            () => engine.Apply(Commands.Digest(asOf, wrong)));
        Assert.Equal((asOf, wrong, digest), (thrown.AsOfSequence, thrown.Journaled, thrown.Computed));
        Assert.Contains(digest.ToString(), thrown.Message, StringComparison.Ordinal);
        Assert.Contains(wrong.ToString(), thrown.Message, StringComparison.Ordinal);
        Assert.Throws<InvariantViolationException>(() => engine.Apply(Commands.Negotiated(1, 9)));
    }

    [Fact]
    public void Digest_of_a_command_that_has_none_is_answered_as_invalid()
    {
        TestEngine engine = IdleUntil(10);
        Assert.Equal(SystemCommandResult.InvalidDefinition, ResultOf(engine.Apply(Commands.Digest(5, default))));
        Assert.Equal(SystemCommandResult.InvalidDefinition, ResultOf(engine.Apply(Commands.Digest(0, default))));
    }

    [Fact]
    public void Digest_is_written_as_32_hexadecimal_digits() =>
        Assert.Equal("000000000000000a00000000000000ff", new StateDigest(0xFF, 0x0A).ToString());

    private static SystemCommandResult ResultOf(EventBuffer events) =>
        events[0].Block<SystemCommandResponseBlock>().SystemCommandResult;

    private static StateDigest RecordedDigestOf(TestEngine engine)
    {
        IdleUntil(2 * DigestSchedule.IntervalCommands, engine);
        Assert.True(engine.Core.TryGetPendingDigest(out _, out StateDigest digest));
        return digest;
    }

    private static TestEngine IdleUntil(long sequence, TestEngine? engine = null)
    {
        engine ??= new();
        while (engine.Core.LastSequence < sequence)
            engine.Apply(Commands.Cancel(1, 1, 1));
        return engine;
    }

    private static TestEngine SmallState()
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 10, 100);
        engine.New(1, 2, Side.Buy, 20, 100);
        engine.New(2, 1, Side.Sell, 30, 110);
        engine.New(3, 1, Side.Sell, 4, 100);
        return engine;
    }

    private static TestEngine Play(CoreLimits limits, List<EventRecord> events)
    {
        TestEngine engine = new(limits);
        RandomFlow flow = new(seed: 41, new FlowShape(OpenOrders: 60, Memory: 60));
        foreach (CommandRecord command in flow.Opening())
            Keep(engine.Apply(command));
        for (int i = 0; i < 20_000; i++)
            Keep(engine.Apply(flow.Next()));
        return engine;

        void Keep(EventBuffer given)
        {
            for (int i = 0; i < given.Count; i++)
            {
                flow.Learn(in given[i]);
                events.Add(given[i]);
            }
        }
    }

    private static InstrumentTerms TermsOf(uint security)
    {
        CommandRecord command = Commands.Define(security);
        return new InstrumentTerms(in command.Block<SecurityDefinitionBlock>());
    }

    private static int FirstBid(CoreState state) => state.Levels[state.Instruments[0].Book.Bids.BestLevel].Head;

    private static void SwapFirstTwoBids(CoreState state)
    {
        ref Level level = ref state.Levels[state.Instruments[0].Book.Bids.BestLevel];
        (level.Head, level.Tail) = (level.Tail, level.Head);
        state.Orders[level.Head].Next = level.Tail;
        state.Orders[level.Tail].Next = -1;
    }
}
