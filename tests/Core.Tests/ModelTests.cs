using System.Globalization;
using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class ModelTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly CoreLimits Limits = new()
    {
        MaxInstruments = 4,
        MaxSessions = 5,
        MaxOpenOrders = 90,
        MaxClientOrderIdsPerSession = 1_600,
        MaxIcebergSlices = 12,
        MaxAccounts = 8,
        MaxTrailingStopsPerInstrument = 3,
        MaxFillOrKillStopsPerInstrument = 2,
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
    [InlineData(11, 40)]
    [InlineData(12, 40)]
    [InlineData(13, 40)]
    [InlineData(14, 2)]
    [InlineData(15, 2)]
    [InlineData(16, 0)]
    public void Core_and_model_agree_on_every_event_and_the_book(int seed, int detailedPercent) =>
        Hold(seed, new FlowShape(OpenOrders: 100, Memory: 200, detailedPercent), commands: 150_000, verifyEvery: 64);

    [Fact]
    public void Core_and_model_agree_in_a_campaign_as_long_as_asked_for()
    {
        string? asked = Environment.GetEnvironmentVariable("ME_CAMPAIGN_COMMANDS");
        long commands = asked is null ? 10_000 : long.Parse(asked, CultureInfo.InvariantCulture);
        string? from = Environment.GetEnvironmentVariable("ME_CAMPAIGN_SEED");
        int seed = from is null ? 1_000 : int.Parse(from, CultureInfo.InvariantCulture);
        for (; commands > 0; seed++, commands -= 1_000_000)
        {
            int detailedPercent = seed % 3 == 0 ? 2 : 40;
            FlowShape shape = new((uint)(10 + seed % 7 * 15), Memory: 20 + seed % 5 * 60, detailedPercent);
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
            .. Names<SystemCommandResult>(), .. Names<AggressorIndicator>(), .. Names<SelfTradeIndicator>(),
            .. Names<ExecRestatementReason>(), .. Names<MassCancelRejectReason>(), .. Names<MassCancelResponse>(),
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
        FlowRun run = new(Limits);
        MatchingCore core = run.Engine.Core;
        RandomFlow flow = new(seed, shape);
        Random clock = new(seed);
        List<CommandRecord> played = [];
        long now = 1_000_000;
        foreach (CommandRecord opening in flow.Opening())
            Step(opening);
        for (int i = 0; i < commands; i++)
        {
            bool digestDue = core.TryGetPendingDigest(out long asOf, out StateDigest digest);
            Step(digestDue ? Commands.Digest(asOf, digest) : flow.Next());
            if (i % verifyEvery == 0)
                Report(run.CompareBooks());
        }
        return seen;

        void Step(CommandRecord command)
        {
            now += clock.Next(-10, 1_000);
            command.TimestampNanos = now;
            flow.Now = now;
            if (command.Header.TemplateId != StateDigestBlock.TemplateId)
                played.Add(command);
            Report(run.Play(command));
            EventBuffer events = run.Engine.Events;
            for (int i = 0; i < events.Count; i++)
                flow.Learn(in events[i]);
            EventKinds.Count(events, seen);
        }

        void Report(string? difference)
        {
            if (difference is null)
                return;
            List<CommandRecord> shortest = FlowShrinker.Shrink(
                played, tried => FlowRun.FirstDifference(Limits, tried) is not null, maxTries: 3_000);
            Assert.Fail($"seed {seed}, {difference}\n\nShortest flow that fails ({shortest.Count} commands):\n"
                + $"{CommandText.Of(shortest)}\n\n{FlowRun.FirstDifference(Limits, shortest)}");
        }
    }
}
