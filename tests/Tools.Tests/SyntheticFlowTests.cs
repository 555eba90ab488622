using System.Security.Cryptography;
using System.Text;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Tests;

public class SyntheticFlowTests
{
    private const int Commands = 20_000;
    private const string DigestOfSeed1 = "F84D8FF5D750038C";

    [Theory]
    [InlineData(1UL)]
    [InlineData(20120621UL)]
    [InlineData(ulong.MaxValue)]
    public void Same_seed_gives_the_same_flow(ulong seed) => Assert.Equal(Take(seed), Take(seed));

    [Fact]
    public void Other_seed_gives_another_flow() => Assert.NotEqual(Take(1), Take(2));

    [Fact]
    public void Flow_of_a_seed_is_the_same_in_every_version()
    {
        string text = string.Join('\n', Take(1).Select(command => command.ToString()));

        // Recorded runs are repeated by their seed: a change of the generator must be a decision.
        Assert.Equal(DigestOfSeed1, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8));
    }

    [Fact]
    public void Every_kind_occurs_and_every_command_is_a_line_of_a_commands_file()
    {
        FlowCommand[] flow = Take(3);

        Assert.Equal(4, flow.Select(command => command.Kind).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, Commands).Select(number => (long)number), flow.Select(one => one.Sequence));
        Assert.All(flow, command => Assert.InRange(command.PriceE4, 1, 1_000_000));
        Assert.All(
            flow, command => Assert.True(command.Quantity > 0 || command.Kind == FlowKind.Cancel, command.ToString()));
    }

    [Fact]
    public void Cancels_and_reductions_name_orders_that_were_added()
    {
        var added = new HashSet<ulong>();
        foreach (FlowCommand command in Take(4))
        {
            if (command.Kind == FlowKind.Add)
                Assert.True(added.Add(command.Id), $"{command} adds an id again");
            else if (command.Kind != FlowKind.Take)
                Assert.Contains(command.Id, added);
        }
    }

    [Fact]
    public void Orders_are_numbered_from_the_first_id_on()
    {
        var flow = new SyntheticFlow(seed: 5, firstId: 1_000);

        Assert.Equal(1_000UL, flow.Next().Id);
    }

    private static FlowCommand[] Take(ulong seed)
    {
        var flow = new SyntheticFlow(seed);
        var commands = new FlowCommand[Commands];
        for (int index = 0; index < Commands; index++)
            commands[index] = flow.Next();
        return commands;
    }
}
