using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// What it takes to bring the rules of an instrument to what its file says. What the file does not name stays.
/// </summary>
internal static class RulesPlan
{
    /// <param name="instrument">What the file says.</param>
    /// <param name="core">What the journal says; it may not know the instrument yet.</param>
    /// <exception cref="InvalidDataException">A price of the file can't be said in a message.</exception>
    public static IEnumerable<CommandRecord> Changes(InstrumentEntry instrument, MatchingCore core)
    {
        InstrumentRules present = core.GetRules(instrument.SecurityId) ?? InitialRules(instrument);
        return [
            .. TickChanges(instrument, present.Ticks),
            .. SettingChanges(instrument, present),
            .. AccountChanges(instrument, core)];
    }

    private static InstrumentRules InitialRules(InstrumentEntry instrument) => new(
        SecurityTradingStatus.ReadyToTrade, 0, 0, 0, 0, 0, 0,
        [new TickRow(0, PriceText.MantissaOf(instrument.MinPriceIncrement, instrument))]);

    private static IEnumerable<CommandRecord> SettingChanges(InstrumentEntry instrument, InstrumentRules present)
    {
        long Price(decimal? wanted, long now) => wanted is { } price ? PriceText.MantissaOf(price, instrument) : now;
        var wanted = present with
        {
            MaxPriceLevels = instrument.MaxPriceLevels ?? present.MaxPriceLevels,
            MarketProtection = Price(instrument.MarketProtection, present.MarketProtection),
            PriceCollar = Price(instrument.PriceCollar, present.PriceCollar),
            ReferencePrice = Price(instrument.ReferencePrice, present.ReferencePrice),
            MinOrderValue = instrument.MinOrderValue ?? present.MinOrderValue,
            MaxOrderValue = instrument.MaxOrderValue ?? present.MaxOrderValue,
        };
        if (wanted == present)
            return [];
        return [Blocks.ToCommand(new SecuritySettingsBlock
        {
            SecurityID = instrument.SecurityId,
            MaxPriceLevels = wanted.MaxPriceLevels,
            MarketProtection = wanted.MarketProtection,
            PriceCollar = wanted.PriceCollar,
            ReferencePrice = wanted.ReferencePrice,
            MinOrderValue = wanted.MinOrderValue,
            MaxOrderValue = wanted.MaxOrderValue,
        })];
    }

    /// <summary>
    /// A table is named whole: rows that it leaves out go. The first row is the smallest increment then.
    /// </summary>
    private static IEnumerable<CommandRecord> TickChanges(InstrumentEntry instrument, IReadOnlyList<TickRow> present)
    {
        if (instrument.TickTable is not { } table)
            yield break;
        var now = present.ToDictionary(row => row.StartPrice, row => row.Increment);
        var wanted = new SortedDictionary<long, long>
        {
            [0] = PriceText.MantissaOf(instrument.MinPriceIncrement, instrument),
        };
        foreach (TickEntry entry in table)
        {
            wanted[PriceText.MantissaOf(entry.StartPrice, instrument)] =
                PriceText.MantissaOf(entry.Increment, instrument);
        }
        foreach ((long start, long increment) in wanted)
        {
            if (!now.TryGetValue(start, out long there) || there != increment)
                yield return TickRule(instrument, start, increment);
        }
        foreach (long start in now.Keys.Where(start => !wanted.ContainsKey(start)))
            yield return TickRule(instrument, start, increment: 0);
    }

    private static CommandRecord TickRule(InstrumentEntry instrument, long start, long increment) => Blocks.ToCommand(
        new TickRuleBlock
        {
            SecurityID = instrument.SecurityId,
            StartTickPriceRange = start,
            TickIncrement = increment,
        });

    private static IEnumerable<CommandRecord> AccountChanges(InstrumentEntry instrument, MatchingCore core)
    {
        foreach (AccountEntry entry in instrument.AccountLimits ?? [])
        {
            var wanted = new AccountRules(entry.MaxPosition, entry.MaxOpenValue);
            if (core.GetAccountRules(entry.Account, instrument.SecurityId) == wanted)
                continue;
            yield return Blocks.ToCommand(new AccountLimitsBlock
            {
                Account = entry.Account,
                SecurityID = instrument.SecurityId,
                MaxPosition = entry.MaxPosition,
                MaxOpenValue = entry.MaxOpenValue,
            });
        }
    }
}
