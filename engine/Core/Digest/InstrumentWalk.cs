namespace MatchingEngine.Core;

/// <summary>The part of the walk over the state that concerns instruments.</summary>
internal static class InstrumentWalk
{
    public static void Add(ref DigestMixer mixer, Instrument instrument)
    {
        AddTerms(ref mixer, in instrument.Terms);
        mixer.Add(instrument.LastTradeTicks);
        mixer.Add((ulong)instrument.Status);
        AddRules(ref mixer, instrument.Rules);
        mixer.Add(instrument.Ticks.Count);
        for (int row = 0; row < instrument.Ticks.Count; row++)
        {
            mixer.Add(instrument.Ticks.StartOf(row));
            mixer.Add(instrument.Ticks.IncrementOf(row));
        }
    }

    private static void AddTerms(ref DigestMixer mixer, in InstrumentTerms terms)
    {
        mixer.Add((ulong)terms.SecurityId);
        mixer.Add(terms.MinPriceIncrement);
        mixer.Add(terms.RoundLot);
        mixer.Add(terms.MinTradeVol);
        mixer.Add(terms.MaxTradeVol);
        mixer.Add(terms.LowLimitPrice);
        mixer.Add(terms.HighLimitPrice);
        mixer.Add((ulong)terms.MaxOpenOrders);
        mixer.Add(terms.SymbolLow);
        mixer.Add(terms.SymbolHigh);
    }

    private static void AddRules(ref DigestMixer mixer, in TradingRules rules)
    {
        mixer.Add((ulong)rules.MaxPriceLevels);
        mixer.Add(rules.MarketProtectionTicks);
        mixer.Add(rules.CollarTicks);
        mixer.Add(rules.ReferenceTicks);
        mixer.Add(rules.MinOrderValue);
        mixer.Add(rules.MaxOrderValue);
    }
}
