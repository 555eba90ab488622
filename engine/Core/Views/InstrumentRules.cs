using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The rules of an instrument that change while it trades, as they are now. Prices in units of 10^-8; 0 where a rule is
/// off.
/// </summary>
/// <param name="Status">Whether it trades, is halted, or is gone.</param>
/// <param name="MaxPriceLevels">Levels that its book may have.</param>
/// <param name="MarketProtection">How far from the best opposite price a market order trades.</param>
/// <param name="PriceCollar">How far from the last trade an order trades.</param>
/// <param name="ReferencePrice">What the collar is around before the first trade.</param>
/// <param name="MinOrderValue">Smallest price times quantity of an order, in units of the currency.</param>
/// <param name="MaxOrderValue">Largest price times quantity of an order, in units of the currency.</param>
/// <param name="Ticks">Its tick table, the first row first; 1 row and up.</param>
public sealed record InstrumentRules(
    SecurityTradingStatus Status,
    uint MaxPriceLevels,
    long MarketProtection,
    long PriceCollar,
    long ReferencePrice,
    long MinOrderValue,
    long MaxOrderValue,
    IReadOnlyList<TickRow> Ticks);
