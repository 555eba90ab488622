using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Rules of an instrument that change while it trades. Prices in ticks, values in price times quantity; 0 switches a
/// rule off.
/// </summary>
internal struct TradingRules
{
    /// <summary>Price levels that displayed and hidden orders may take, both sides together.</summary>
    public uint MaxPriceLevels;

    /// <summary>How far from the best opposite price a market order trades.</summary>
    public long MarketProtectionTicks;

    /// <summary>How far from the last trade an order trades.</summary>
    public long CollarTicks;

    /// <summary>What the collar is around before the first trade.</summary>
    public long ReferenceTicks;

    public long MinOrderValue;
    public long MaxOrderValue;

    /// <summary>Whether a rule is on that an order must be held against.</summary>
    public readonly bool AreAny => MaxPriceLevels != 0 || MinOrderValue != 0 || MaxOrderValue != 0 || CollarTicks != 0;

    /// <summary>Reads the rules of an instrument with this increment.</summary>
    /// <returns>False when one of them is negative or no multiple of the increment, or they contradict.</returns>
    public static bool TryRead(in SecuritySettingsBlock settings, long increment, out TradingRules rules)
    {
        rules = new TradingRules
        {
            MaxPriceLevels = settings.MaxPriceLevels,
            MarketProtectionTicks = settings.MarketProtection / increment,
            CollarTicks = settings.PriceCollar / increment,
            ReferenceTicks = settings.ReferencePrice / increment,
            MinOrderValue = settings.MinOrderValue,
            MaxOrderValue = settings.MaxOrderValue,
        };
        return IsMultiple(settings.MarketProtection, increment)
            && IsMultiple(settings.PriceCollar, increment)
            && IsMultiple(settings.ReferencePrice, increment)
            && settings.MinOrderValue >= 0
            && settings.MaxOrderValue >= 0
            && (settings.MaxOrderValue == 0 || settings.MaxOrderValue >= settings.MinOrderValue);
    }

    private static bool IsMultiple(long price, long increment) => price >= 0 && price % increment == 0;
}
