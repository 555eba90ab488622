using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// All orders at one price of one side, first come first: 32 bytes. Exists only while it holds an order.
/// </summary>
internal struct Level
{
    private const int SideShift = 31;
    private const int KindShift = 28;
    private const int InstrumentMask = (1 << KindShift) - 1;

    public long PriceTicks;

    /// <summary>Sum of what its orders have left, in lots.</summary>
    public long Lots;

    /// <summary>Orders of the queue; 0 once the level is gone.</summary>
    public int OrderCount;

    /// <summary>First and last order of the queue, indices of the order pool; -1 for none.</summary>
    public int Head;
    public int Tail;

    /// <summary>Index of the instrument, which of its books, and the side: together, for the size's sake.</summary>
    private int _place;

    /// <summary>Index of the instrument.</summary>
    public readonly int Instrument => _place & InstrumentMask;

    public readonly Side Side => (Side)((int)Side.Buy + SideIndex);

    /// <summary>0 for bids, 1 for offers.</summary>
    public readonly int SideIndex => (int)((uint)_place >> SideShift);

    /// <summary>Says where it is.</summary>
    /// <param name="place">What <see cref="PlaceOf"/> gives.</param>
    public void SetPlace(int place) => _place = place;

    /// <summary>Whether it is there now, at a price.</summary>
    public readonly bool IsAt(int place, long priceTicks) =>
        PriceTicks == priceTicks && _place == place && OrderCount > 0;

    /// <summary>A side of a book of an instrument, as one number.</summary>
    public static int PlaceOf(int instrument, BookKind kind, Side side) =>
        instrument | (int)kind << KindShift | (side - Side.Buy) << SideShift;
}
