using MatchingEngine.Messages;

namespace MatchingEngine.MarketData;

/// <summary>
/// The order that is on its way through the book: new, replaced, or a stop that was triggered. Only when its way ends
/// is it known what of it rests.
/// </summary>
internal struct WorkingOrder
{
    /// <summary>Its id; 0 when no order is on its way.</summary>
    public ulong OrderId;

    public int Instrument;

    public Side Side;

    /// <summary>Its limit in units of 10^-8.</summary>
    public long Price;

    /// <summary>What it has left.</summary>
    public long LeavesQuantity;

    /// <summary>The most of it that is displayed when it rests: 0 for a hidden order and a stop that waits.</summary>
    public long DisplayLimit;

    public readonly long DisplayedQuantity => Math.Min(LeavesQuantity, DisplayLimit);
}
