using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>All orders at one price of one side, first come first. Exists only while it holds an order.</summary>
internal struct Level
{
    public long PriceTicks;

    /// <summary>Sum of what its orders have left, in lots.</summary>
    public long Lots;

    public int OrderCount;

    /// <summary>First and last order of the queue, indices of the order pool; -1 for none.</summary>
    public int Head;
    public int Tail;

    /// <summary>Index of the instrument.</summary>
    public int Instrument;

    public Side Side;
}
