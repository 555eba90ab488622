using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Whether an order may be entered at all, and whether its account may have so much open. Only reads.
/// </summary>
internal static class RiskCheck
{
    /// <summary>Whether venue, session or account are blocked.</summary>
    public static bool IsBlocked(CoreState state, int session, uint account) =>
        state.IsVenueBlocked
        || state.Sessions[session].IsBlocked
        || (account != 0 && state.Exposures.IsBlocked(account));

    /// <summary>Whether price times quantity is within the limits of the instrument.</summary>
    public static bool IsValueWithinLimits(Instrument instrument, long priceTicks, long lots)
    {
        TradingRules rules = instrument.Rules;
        if (rules.MinOrderValue == 0 && rules.MaxOrderValue == 0)
            return true;
        Int128 value = instrument.ValueOf(priceTicks, lots);
        (Int128 least, Int128 largest) = ValueLimitsOf(instrument);
        return value >= least && value <= largest;
    }

    /// <summary>Smallest and largest price times quantity of an order.</summary>
    public static (Int128 Least, Int128 Largest) ValueLimitsOf(Instrument instrument)
    {
        TradingRules rules = instrument.Rules;
        return (ScaleUp(rules.MinOrderValue),
            rules.MaxOrderValue == 0 ? Int128.MaxValue : ScaleUp(rules.MaxOrderValue));
    }

    /// <summary>Whether the position stays within its limit if all that the account has open fills.</summary>
    public static bool IsPositionWithinLimit(
        CoreState state, Instrument instrument, uint account, Side side, long moreLots)
    {
        if (account == 0 || !state.Exposures.TryFind(account, instrument.Terms.SecurityId, out int index))
            return true;
        ref Exposure exposure = ref state.Exposures[index];
        if (exposure.MaxPosition == 0)
            return true;
        Int128 worst = side == Side.Buy
            ? exposure.PositionLots + exposure.OpenBuyLots + moreLots
            : (Int128)exposure.OpenSellLots + moreLots - exposure.PositionLots;
        return worst <= exposure.MaxPosition / instrument.Terms.RoundLot;
    }

    /// <summary>Whether what the account has open stays within its limit with so much more.</summary>
    public static bool IsOpenValueWithinLimit(CoreState state, Instrument instrument, uint account, Int128 moreValue)
    {
        if (account == 0 || !state.Exposures.TryFind(account, instrument.Terms.SecurityId, out int index))
            return true;
        ref Exposure exposure = ref state.Exposures[index];
        return exposure.MaxOpenValue == 0 || exposure.OpenValue + moreValue <= ScaleUp(exposure.MaxOpenValue);
    }

    private static Int128 ScaleUp(long value) => (Int128)value * PriceScale.MantissaPerUnit;
}
