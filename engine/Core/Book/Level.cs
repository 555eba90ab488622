using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// All orders at one price of one side, first come first: 32 bytes. Exists only while it holds an order.
/// </summary>
internal struct Level
{
    private const int SideShift = 31;
    private const int SellFlag = 1 << SideShift;

    public long PriceTicks;

    /// <summary>Sum of what its orders have left, in lots.</summary>
    public long Lots;

    public int OrderCount;

    /// <summary>First and last order of the queue, indices of the order pool; -1 for none.</summary>
    public int Head;
    public int Tail;

    /// <summary>Index of the instrument, and the side: together, for the size's sake.</summary>
    private int _instrumentAndSide;

    /// <summary>Index of the instrument.</summary>
    public int Instrument
    {
        readonly get => _instrumentAndSide & ~SellFlag;
        set => _instrumentAndSide = (_instrumentAndSide & SellFlag) | value;
    }

    public Side Side
    {
        readonly get => (Side)((int)Side.Buy + SideIndex);
        set => SetPlace(Instrument, value);
    }

    /// <summary>0 for bids, 1 for offers.</summary>
    public readonly int SideIndex => (int)((uint)_instrumentAndSide >> SideShift);

    public void SetPlace(int instrument, Side side) =>
        _instrumentAndSide = instrument | (side - Side.Buy) << SideShift;
}
