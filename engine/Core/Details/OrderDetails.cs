using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// What an order is beyond a plain limit order. Kept apart from <see cref="Order"/>, so that plain orders pay nothing
/// for it. Prices in ticks, quantities in lots; links are indices of the order pool, -1 for none.
/// </summary>
internal struct OrderDetails
{
    public OrderFeatures Features;
    public OrdType OrdType;
    public TimeInForce TimeInForce;
    public ExecInst ExecInst;
    public SelfMatchPreventionInstruction SelfMatchInstruction;
    public Side Side;

    /// <summary>Its group for self-match prevention; 0 for none.</summary>
    public uint SelfMatchId;

    /// <summary>Its account; 0 for none. Then where the exposure of the account stands.</summary>
    public uint Account;
    public int ExposureIndex;

    /// <summary>Index of its instrument; level and book may be none while a triggered stop awaits its turn.</summary>
    public int Instrument;

    /// <summary>Iceberg: largest slice, and what is behind the slice that shows.</summary>
    public long DisplayLots;
    public long ReserveLots;

    /// <summary>Stop-limit: its limit once triggered.</summary>
    public long LimitTicks;

    /// <summary>Trailing stop: distance from the market, and the step it moves by.</summary>
    public long TrailTicks;
    public long TrailStepTicks;

    /// <summary>
    /// Trailing stop: the stop price that it was given, from which steps are counted, and how much above it its limit
    /// was. So what a move rounds off is not lost to the next.
    /// </summary>
    public long TrailFromTicks;
    public long LimitOffsetTicks;

    /// <summary>Good till date: nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long ExpireTimeNanos;

    public DetailLinks Links;

    public readonly bool Has(OrderFeatures features) => (Features & features) != 0;

    /// <summary>Whether what is left of it may rest.</summary>
    public readonly bool MayRest => TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill);

    /// <summary>Whether there is nothing in them that a resting plain order has not.</summary>
    public readonly bool ArePlain =>
        Features == OrderFeatures.None && SelfMatchId == 0 && Account == 0 && !IsPostOnly
        && OrdType == OrdType.Limit;

    public readonly bool IsPostOnly => ExecInst != ExecInst.NULL_VALUE;
}
