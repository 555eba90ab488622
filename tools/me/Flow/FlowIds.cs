using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Flow;

/// <summary>How a flow's numbers become those of the protocol.</summary>
public static class FlowIds
{
    /// <summary>
    /// Client order ids from here on are requests and takes, by the number of their command; an order of the flow
    /// keeps its id.
    /// </summary>
    public const ulong FirstRequest = 1UL << 62;

    /// <summary>Price units of the protocol in one of a flow.</summary>
    public const long MantissaPerE4 = PriceScale.MantissaPerUnit / 10_000;

    /// <summary>The client order id of an add or a take: its own, or the number of a take that has none.</summary>
    public static ulong OrderIdOf(in FlowCommand command) => command.Id != 0 ? command.Id : RequestIdOf(in command);

    /// <summary>The client order id of a cancel or a reduction.</summary>
    public static ulong RequestIdOf(in FlowCommand command) => FirstRequest + (ulong)command.Sequence;
}
