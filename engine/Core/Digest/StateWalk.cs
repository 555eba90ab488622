namespace MatchingEngine.Core;

/// <summary>
/// Walks the whole state in one fixed order and digests it: counters, instruments in order of definition, all open
/// orders in whatever order, sessions in order of negotiation, exposures in order of first use. Only what decides later
/// events counts: no capacity or address, no index that the order of commands does not give.
/// </summary>
internal static class StateWalk
{
    public static StateDigest Digest(CoreState state)
    {
        DigestMixer mixer = DigestMixer.Start();
        AddCounters(ref mixer, state);
        mixer.Add(state.Instruments.Count);
        for (int i = 0; i < state.Instruments.Count; i++)
        {
            Instrument instrument = state.Instruments[i];
            AddTerms(ref mixer, instrument.Terms);
            mixer.Add(instrument.LastTradeTicks);
            AddRules(ref mixer, instrument);
        }
        OrderSum.Add(ref mixer, state);
        mixer.Add(state.Sessions.Count);
        for (int i = 0; i < state.Sessions.Count; i++)
            AddSession(ref mixer, state.Sessions[i]);
        ExposureWalk.Add(ref mixer, state);
        return mixer.Finish();
    }

    private static void AddRules(ref DigestMixer mixer, Instrument instrument)
    {
        TradingRules rules = instrument.Rules;
        mixer.Add((ulong)instrument.Status);
        mixer.Add((ulong)rules.MaxPriceLevels);
        mixer.Add(rules.MarketProtectionTicks);
        mixer.Add(rules.CollarTicks);
        mixer.Add(rules.ReferenceTicks);
        mixer.Add(rules.MinOrderValue);
        mixer.Add(rules.MaxOrderValue);
        mixer.Add(instrument.Ticks.Count);
        for (int row = 0; row < instrument.Ticks.Count; row++)
        {
            mixer.Add(instrument.Ticks.StartOf(row));
            mixer.Add(instrument.Ticks.IncrementOf(row));
        }
    }

    private static void AddCounters(ref DigestMixer mixer, CoreState state)
    {
        mixer.Add(state.LastSequence);
        mixer.Add(state.TimeNanos);
        mixer.Add(state.LastOrderId);
        mixer.Add(state.LastExecId);
        mixer.Add(state.LastTrdMatchId);
        mixer.Add(state.Digests.LastSequence);
        mixer.Add(state.Digests.LastDigest.Low);
        mixer.Add(state.Digests.LastDigest.High);
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

    private static void AddSession(ref DigestMixer mixer, Session session)
    {
        mixer.Add((ulong)session.SessionId);
        mixer.Add(session.SessionVerId);
        mixer.Add((ulong)session.LastIncomingSeqNo);
        mixer.Add((ulong)session.NextOutgoingSeqNo);
        mixer.Add((ulong)session.MaxOpenOrders);
        mixer.Add((ulong)session.CancelOnDisconnect);
        mixer.Add(session.IsBlocked ? 1UL : 0UL);
        mixer.Add(session.ClientOrderIds.Count);
        mixer.Add(session.ClientOrderIds.Digest);
    }
}
