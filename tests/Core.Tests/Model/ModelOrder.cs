using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

internal sealed class ModelOrder
{
    public ulong OrderId { get; init; }

    public ulong ClOrdId { get; set; }

    public required ModelSession Session { get; init; }

    public required SecurityDefinitionBlock Instrument { get; init; }

    public Side Side { get; init; }

    public long Price { get; set; }

    public long Total { get; set; }

    public long Executed { get; set; }

    public long Left => Total - Executed;

    /// <summary>Its time: whoever has the lower one was there first.</summary>
    public long Arrival { get; set; }
}
