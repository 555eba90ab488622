namespace MatchingEngine.MarketData;

/// <summary>The trades of an instrument in its trading session. Prices in units of 10^-8, 0 before the first.</summary>
internal struct SessionStatistics
{
    public long Open;
    public long High;
    public long Low;
    public long Last;
    public long Volume;
    public ulong Count;
    public ulong LastTrdMatchId;

    private Int128 _turnover;

    /// <summary>Average price by quantity, rounded down; 0 before the first trade.</summary>
    public readonly long AveragePrice => Volume == 0 ? 0 : (long)(_turnover / Volume);

    public void Add(ulong trdMatchId, long price, long quantity)
    {
        if (Count++ == 0)
            Open = High = Low = price;
        High = Math.Max(High, price);
        Low = Math.Min(Low, price);
        Last = price;
        Volume += quantity;
        LastTrdMatchId = trdMatchId;
        _turnover += Math.BigMul(price, quantity);
    }
}
