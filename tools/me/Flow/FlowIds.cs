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
}
