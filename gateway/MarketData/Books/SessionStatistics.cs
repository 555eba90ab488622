namespace MatchingEngine.MarketData;

/// <summary>The trades of an instrument in its trading session. Prices in units of 10^-8, 0 before the first.</summary>
internal struct SessionStatistics
{
    public long Open;
    public long High;
    public long Low;
    public long Last;
    public ulong Count;
    public ulong LastTrdMatchId;

    private Int128 _volume;
    private UInt128 _turnover;

    /// <summary>Quantity traded, which may be more than the field for it can say.</summary>
    public readonly long Volume => (long)Int128.Min(_volume, long.MaxValue);

    /// <summary>Average price by quantity, rounded down; 0 before the first trade.</summary>
    public readonly long AveragePrice => _volume == 0 ? 0 : (long)(_turnover / (UInt128)_volume);

    public void Add(ulong trdMatchId, long price, long quantity)
    {
        if (Count++ == 0)
            Open = High = Low = price;
        High = Math.Max(High, price);
        Low = Math.Min(Low, price);
        Last = price;
        _volume += quantity;
        LastTrdMatchId = trdMatchId;
        _turnover += (UInt128)Math.BigMul(price, quantity);
    }
}
