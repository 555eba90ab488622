using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>Core and model side by side: each command goes to both, and they must say the same.</summary>
internal sealed class FlowRun(CoreLimits limits)
{
    private readonly ModelEngine _model = new(limits);

    public TestEngine Engine { get; } = new(limits);

    /// <summary>Plays a flow from the start.</summary>
    /// <returns>What went wrong first; null when nothing did.</returns>
    public static string? FirstDifference(CoreLimits limits, IReadOnlyList<CommandRecord> commands)
    {
        FlowRun run = new(limits);
        foreach (CommandRecord command in commands)
        {
            if ((run.Play(command) ?? run.CompareBooks()) is string difference)
                return difference;
        }
        return null;
    }

    /// <summary>Gives both one command, under the next sequence number.</summary>
    /// <returns>How their events differ; null when they do not.</returns>
    public string? Play(CommandRecord command)
    {
        command.Sequence = Engine.Core.LastSequence + 1;
        EventBuffer events;
        try
        {
            events = Engine.ApplyAsIs(in command);
        }
        catch (InvariantViolationException broken)
        {
            return broken.Message;
        }
        List<EventRecord> expected = _model.Apply(command);
        bool same = events.Count == expected.Count;
        for (int i = 0; same && i < expected.Count; i++)
        {
            EventRecord record = expected[i];
            same = events[i].Bytes.SequenceEqual(record.Bytes);
        }
        return same ? null : $"command {command.Sequence}: the core gave\n{EventText.Of(events.ToArray())}\n"
            + $"and the model\n{EventText.Of([.. expected])}";
    }

    /// <summary>Verifies the core and compares all orders.</summary>
    public string? CompareBooks()
    {
        try
        {
            Engine.Core.Verify();
        }
        catch (InvariantViolationException broken)
        {
            return $"after command {Engine.Core.LastSequence}: {broken.Message}";
        }
        for (uint security = 1; security <= 5; security++)
        {
            foreach (Side side in (Side[])[Side.Buy, Side.Sell])
            {
                if (!AreSame(security, side))
                    return $"after command {Engine.Core.LastSequence}: the orders of {security} differ";
            }
        }
        return null;
    }

    private bool AreSame(uint security, Side side) =>
        Engine.Core.GetOrders(security, side).SequenceEqual(_model.Orders(security, side))
        && Engine.Core.GetHiddenOrders(security, side).SequenceEqual(_model.HiddenOrders(security, side))
        && Engine.Core.GetStops(security, side).SequenceEqual(_model.Stops(security, side));
}
