namespace MatchingEngine.MarketData;

/// <summary>What happened to a displayed order, or by a hidden one: one message of the stream of orders.</summary>
internal struct OrderChange
{
    public OrderChangeKind Kind;

    /// <summary>Whether it is a bid; of an execution, whether the aggressor bought.</summary>
    public bool IsBuy;

    /// <summary>Index of the instrument.</summary>
    public int Instrument;

    public ulong OrderId;

    public ulong TrdMatchId;

    /// <summary>Price in units of 10^-8, of the order or the trade.</summary>
    public long Price;

    /// <summary>Quantity in units: displayed by the order, or traded.</summary>
    public long Quantity;

    /// <summary>What is displayed of the order after it.</summary>
    public long LeavesQuantity;
}
