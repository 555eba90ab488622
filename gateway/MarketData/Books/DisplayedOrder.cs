using MatchingEngine.Messages;

namespace MatchingEngine.MarketData;

/// <summary>An order as the book displays it. Price in units of 10^-8, quantity in units.</summary>
internal struct DisplayedOrder
{
    /// <summary>Its id; 0 marks a free place of the table.</summary>
    public ulong OrderId;

    /// <summary>Its limit.</summary>
    public long Price;

    /// <summary>What it displays, 1 and up.</summary>
    public long Quantity;

    /// <summary>Index of its instrument.</summary>
    public int Instrument;

    /// <summary>Buy or sell.</summary>
    public Side Side;
}
