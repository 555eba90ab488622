using MatchingEngine.Core;
using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.MarketData.Tests;

/// <summary>
/// Flows of every kind of command through core and translator: after each command the books built from the feed are
/// those of the core.
/// </summary>
public class RandomFlowTests
{
    private static readonly CoreLimits Limits = new()
    {
        MaxInstruments = 3,
        MaxSessions = 5,
        MaxOpenOrders = 150,
        MaxClientOrderIdsPerSession = 100_000,
        MaxIcebergSlices = 12,
        MaxAccounts = 5,
        MaxTrailingStopsPerInstrument = 3,
        ExpectedOpenOrders = 4,
        ExpectedClientOrderIdsPerSession = 4,
    };

    [Theory]
    [InlineData(1, 0, 12u)]
    [InlineData(2, 3, 12u)]
    [InlineData(3, 0, 100u)]
    [InlineData(4, 1, 100u)]
    [InlineData(5, 5, 100u)]
    [InlineData(6, 10, 100u)]
    public void Books_built_from_the_feed_are_the_cores_after_every_command(int seed, int depth, uint openOrders)
    {
        const int Commands = 30_000;
        FeedRig rig = new(depth, new TestEngine(Limits));
        RandomFlow flow = new(seed, new FlowShape(openOrders, Memory: 30));
        FlowChecks checks = new(rig);
        foreach (CommandRecord command in flow.Opening())
            checks.Play(command, flow);
        for (int i = 0; i < Commands; i++)
        {
            string? difference = checks.Play(flow.Next(), flow);
            Assert.True(difference is null, $"seed {seed}, command {rig.Engine.Core.LastSequence}: {difference}");
        }
        Assert.True(checks.Trades > 1_000, $"{checks.Trades} trades");
        Assert.Equal(rig.Engine.Core.LastTrdMatchId, checks.Trades);
    }
}
