namespace MatchingEngine.Core;

/// <summary>An instrument as it is seen from outside. Prices in units of 10^-8, quantities in units.</summary>
/// <param name="SecurityId">Its id.</param>
/// <param name="Symbol">Its symbol; empty when it has none.</param>
/// <param name="MinPriceIncrement">Tick.</param>
/// <param name="RoundLot">Lot.</param>
/// <param name="MinTradeVol">Smallest quantity of an order.</param>
/// <param name="MaxTradeVol">Largest quantity of an order.</param>
/// <param name="LowLimitPrice">Lowest price of an order.</param>
/// <param name="HighLimitPrice">Highest price of an order.</param>
/// <param name="MaxOpenOrders">Orders that its book can hold.</param>
/// <param name="OpenOrderCount">Orders in its book, hidden ones and stops included.</param>
public readonly record struct InstrumentInfo(
    uint SecurityId,
    string Symbol,
    long MinPriceIncrement,
    long RoundLot,
    long MinTradeVol,
    long MaxTradeVol,
    long LowLimitPrice,
    long HighLimitPrice,
    uint MaxOpenOrders,
    int OpenOrderCount);
