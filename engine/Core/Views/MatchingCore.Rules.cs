namespace MatchingEngine.Core;

/// <content>Rules and limits that operators set, as they are now. Copies: not for the hot path.</content>
public sealed partial class MatchingCore
{
    /// <summary>The rules of an instrument; null when it is unknown.</summary>
    /// <param name="securityId">The instrument; one that is gone is known.</param>
    public InstrumentRules? GetRules(uint securityId)
    {
        for (int i = 0; i < _state.Instruments.Count; i++)
        {
            if (_state.Instruments[i].Terms.SecurityId == securityId)
                return RulesOf(_state.Instruments[i]);
        }
        return null;
    }

    /// <summary>The rules of a session; all off when it was never negotiated.</summary>
    public SessionRules GetSessionRules(uint sessionId)
    {
        if (_state.Sessions.Find(sessionId) is not { } session)
            return default;
        return new SessionRules(session.MaxOpenOrders, session.CancelOnDisconnect, session.IsBlocked);
    }

    /// <summary>The limits of an account in an instrument; none when it has none.</summary>
    public AccountRules GetAccountRules(uint account, uint securityId)
    {
        if (!_state.Exposures.TryFind(account, securityId, out int index))
            return default;
        ref Exposure exposure = ref _state.Exposures[index];
        return new AccountRules(exposure.MaxPosition, exposure.MaxOpenValue);
    }

    private static InstrumentRules RulesOf(Instrument instrument)
    {
        TradingRules rules = instrument.Rules;
        List<TickRow> ticks = new(instrument.Ticks.Count);
        for (int row = 0; row < instrument.Ticks.Count; row++)
        {
            ticks.Add(new TickRow(
                instrument.PriceOf(instrument.Ticks.StartOf(row)),
                instrument.PriceOf(instrument.Ticks.IncrementOf(row))));
        }
        return new InstrumentRules(
            instrument.Status,
            rules.MaxPriceLevels,
            instrument.PriceOf(rules.MarketProtectionTicks),
            instrument.PriceOf(rules.CollarTicks),
            instrument.PriceOf(rules.ReferenceTicks),
            rules.MinOrderValue,
            rules.MaxOrderValue,
            ticks);
    }
}
