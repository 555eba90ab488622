using System.Globalization;
using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class ModelTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly CoreLimits Limits = new()
    {
        MaxInstruments = 3,
        MaxSessions = 5,
        MaxOpenOrders = 150,
        MaxClientOrderIdsPerSession = 1_600,
        MaxIcebergSlices = 12,
        MaxAccounts = 5,
        MaxTrailingStopsPerInstrument = 3,
        ExpectedOpenOrders = 4,
        ExpectedClientOrderIdsPerSession = 4,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Core_and_model_agree_on_small_books_and_every_state_is_whole(int seed) =>
        Hold(seed, new FlowShape(OpenOrders: 12, Memory: 30), commands: 15_000, verifyEvery: 1);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void Core_and_model_agree_on_every_event_and_the_book(int seed) =>
        Hold(seed, new FlowShape(OpenOrders: 100, Memory: 200), commands: 150_000, verifyEvery: 64);

    [Fact]
    public void Core_and_model_agree_in_a_campaign_as_long_as_asked_for()
    {
        string? asked = Environment.GetEnvironmentVariable("ME_CAMPAIGN_COMMANDS");
        long commands = asked is null ? 10_000 : long.Parse(asked, CultureInfo.InvariantCulture);
        for (int seed = 1_000; commands > 0; seed++, commands -= 1_000_000)
        {
            FlowShape shape = new(OpenOrders: (uint)(10 + seed % 7 * 15), Memory: 20 + seed % 5 * 60);
            Hold(seed, shape, (int)Math.Min(commands, 1_000_000), verifyEvery: 256);
        }
    }

    [Fact]
    public void Flows_reach_every_event_and_every_answer_that_the_core_has()
    {
        SortedDictionary<string, int> seen = [];
        for (int seed = 21; seed <= 24; seed++)
        {
            FlowShape shape = new(OpenOrders: 35, Memory: 100, ControlPermille: 25);
            foreach (KeyValuePair<string, int> kind in Hold(seed, shape, 100_000, 1_024))
                seen[kind.Key] = seen.GetValueOrDefault(kind.Key) + kind.Value;
        }
        output.WriteLine(string.Join('\n', seen.Select(kind => $"{kind.Value,8} {kind.Key}")));
        string[] expected =
        [
            .. Names<OrdRejReason>(), .. Names<CxlRejReason>(), .. Names<CancelReason>(), .. Names<PriorityIndicator>(),
            .. Names<SystemCommandResult>(), .. Names<AggressorIndicator>(), .. Names<ExecRestatementReason>(),
            .. Names<MassCancelRejectReason>(), .. Names<MassCancelResponse>(),
            .. Names<CxlRejResponseTo>(), "no event",
        ];
        string[] missing = [.. expected.Where(name => !seen.ContainsKey(name))];
        Assert.True(missing.Length == 0, $"never seen: {string.Join(", ", missing)}");
        Assert.True(seen["AggressorIndicator.Taker"] > 20_000, $"only {seen["AggressorIndicator.Taker"]} trades");
        Assert.True(seen["no event"] < 40_000, $"{seen["no event"]} commands were ignored");
    }

    private static IEnumerable<string> Names<TEnum>() where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Where(name => name != "NULL_VALUE").Select(name => $"{typeof(TEnum).Name}.{name}");

    private static SortedDictionary<string, int> Hold(int seed, FlowShape shape, int commands, int verifyEvery)
    {
        SortedDictionary<string, int> seen = [];
        TestEngine engine = new(Limits);
        ModelEngine model = new(Limits);
        RandomFlow flow = new(seed, shape);
        Random clock = new(seed);
        long now = 1_000_000;
        foreach (CommandRecord opening in flow.Opening())
            Step(opening);
        for (int i = 0; i < commands; i++)
        {
            bool digestDue = engine.Core.TryGetPendingDigest(out long asOf, out StateDigest digest);
            Step(digestDue ? Commands.Digest(asOf, digest) : flow.Next());
            if (i % verifyEvery == 0)
                HoldBooks(engine.Core, model, seed);
        }
        return seen;

        void Step(CommandRecord command)
        {
            command.Sequence = engine.Core.LastSequence + 1;
            now += clock.Next(-10, 1_000);
            command.TimestampNanos = now;
            flow.Now = now;
            EventBuffer events = engine.ApplyAsIs(in command);
            List<EventRecord> expected = model.Apply(command);
            HoldEvents(events, expected, seed, command.Sequence);
            for (int i = 0; i < events.Count; i++)
                flow.Learn(in events[i]);
            EventKinds.Count(events, seen);
        }
    }

    private static void HoldEvents(EventBuffer events, List<EventRecord> expected, int seed, long sequence)
    {
        bool same = events.Count == expected.Count;
        for (int i = 0; same && i < expected.Count; i++)
        {
            EventRecord record = expected[i];
            same = events[i].Bytes.SequenceEqual(record.Bytes);
        }
        if (same)
            return;
        Assert.Fail($"seed {seed}, command {sequence}: the core gave\n{EventText.Of(events.ToArray())}\n"
            + $"and the model\n{EventText.Of([.. expected])}");
    }

    private static void HoldBooks(MatchingCore core, ModelEngine model, int seed)
    {
        core.Verify();
        for (uint security = 1; security <= 2; security++)
        {
            foreach (Side side in (Side[])[Side.Buy, Side.Sell])
            {
                bool same = core.GetOrders(security, side).SequenceEqual(model.Orders(security, side))
                    && core.GetHiddenOrders(security, side).SequenceEqual(model.HiddenOrders(security, side))
                    && core.GetStops(security, side).SequenceEqual(model.Stops(security, side));
                Assert.True(same, $"seed {seed}, after command {core.LastSequence}: the books of {security} differ");
            }
        }
    }
}
