namespace MatchingEngine.Core;

/// <summary>
/// What an account has traded and has open in one instrument, and how much of it it may have. Wide sums: no number of
/// trades overflows them.
/// </summary>
internal struct Exposure
{
    public uint Account;

    /// <summary>Index of the instrument.</summary>
    public int Instrument;

    /// <summary>Bought less sold, in lots.</summary>
    public Int128 PositionLots;

    public long OpenBuyLots;
    public long OpenSellLots;

    /// <summary>Sum of price times quantity of its open orders, in units of 10^-8.</summary>
    public Int128 OpenValue;

    /// <summary>Largest position, long or short, in units; 0 for no limit.</summary>
    public long MaxPosition;

    /// <summary>Largest sum of price times quantity of its open orders; 0 for no limit.</summary>
    public long MaxOpenValue;
}
