using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

internal sealed class ModelOrder
{
    public ulong OrderId { get; init; }

    public ulong ClOrdId { get; set; }

    public required ModelSession Session { get; init; }

    public required ModelInstrument Instrument { get; init; }

    public Side Side { get; init; }

    public OrdType Type { get; set; } = OrdType.Limit;

    public TimeInForce TimeInForce { get; init; }

    public ExecInst ExecInst { get; init; }

    public long Price { get; set; }

    public long Total { get; set; }

    public long Executed { get; set; }

    public long Left => Total - Executed;

    /// <summary>Its time: whoever has the lower one was there first.</summary>
    public long Arrival { get; set; }

    /// <summary>Largest slice of an iceberg; 0 for all others.</summary>
    public long Display { get; set; }

    /// <summary>What may trade before others have their turn: the slice of an iceberg, else all of it.</summary>
    public long Slice { get; set; }

    public bool IsHidden { get; init; }

    /// <summary>Whether it is a stop that waits; then StopPx is where.</summary>
    public bool Waits { get; set; }

    public long StopPx { get; set; }

    /// <summary>Stop price that its owner gave it last, and how much above that the limit was then.</summary>
    public (long Stop, long LimitAbove) Given { get; set; }

    /// <summary>Distance of a trailing stop; 0 for all others.</summary>
    public long Trail { get; init; }

    public long Step { get; init; }

    public uint Group { get; init; }

    public uint Account { get; init; }

    public SelfMatchPreventionInstruction Instruction { get; init; }

    /// <summary>Must fill at once on entry; 0 from then on.</summary>
    public long MinQty { get; set; }

    public long ExpireTime { get; init; }

    public bool MayRest => TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill);

    public long Shown => IsHidden || Waits ? 0 : Display > 0 ? Math.Min(Display, Left) : Left;

    public ModelOrder Copy() => (ModelOrder)MemberwiseClone();
}
