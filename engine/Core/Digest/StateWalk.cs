namespace MatchingEngine.Core;

/// <summary>
/// Walks the whole state in one fixed order and digests it: counters, instruments in order of definition with their
/// books (displayed, hidden, stops; bids, then offers, best level first, orders first come first), sessions in order
/// of negotiation, exposures in order of first use. Only what decides later events counts: no index, capacity or address.
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
            AddBook(ref mixer, state, instrument.Book);
            AddBook(ref mixer, state, instrument.Hidden);
            AddBook(ref mixer, state, instrument.Stops);
        }
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

    private static void AddBook(ref DigestMixer mixer, CoreState state, OrderBook? book)
    {
        AddSide(ref mixer, state, book?.Bids);
        AddSide(ref mixer, state, book?.Offers);
    }

    // A side that was never used is like one that is empty.
    private static void AddSide(ref DigestMixer mixer, CoreState state, BookSide? side)
    {
        mixer.Add(side?.Count ?? 0);
        for (int rank = 0; rank < (side?.Count ?? 0); rank++)
        {
            ref Level level = ref state.Levels[side!.LevelAt(rank)];
            mixer.Add(level.PriceTicks);
            mixer.Add(level.Lots);
            mixer.Add(level.OrderCount);
            for (int at = level.Head; at != Pool<Order>.None; at = state.Orders[at].Next)
            {
                AddOrder(ref mixer, state, in state.Orders[at]);
                if (state.Orders[at].HasDetails)
                    AddDetails(ref mixer, in state.Details[at]);
            }
        }
    }

    // The fields of an order are brought together first, which goes faster than one after the other: a sum of products
    // with odd factors, so that no two orders that differ in one field have the same.
    private static void AddOrder(ref DigestMixer mixer, CoreState state, in Order order)
    {
        ref readonly OrderTerms terms = ref order.Terms;
        mixer.Add(
            terms.OrderId
            + terms.ClOrdId * 0x9E37_79B9_7F4A_7C15
            + order.FirstClOrdId * 0xBB67_AE85_84CA_A73B
            + (ulong)terms.OrderLots * 0xA54F_F53A_5F1D_36F1
            + (ulong)terms.CumLots * 0x510E_527F_ADE6_82D1
            + (ulong)terms.LeavesLots * 0x9B05_688C_2B3E_6C1F
            + state.Sessions[order.Session].SessionId * 0x1F83_D9AB_FB41_BD6BUL);
    }

    // Where it stands among day orders, in the expiry heap and among trailing stops follows from entry and time.
    private static void AddDetails(ref DigestMixer mixer, in OrderDetails details)
    {
        mixer.Add((ulong)details.Features);
        mixer.Add((ulong)details.OrdType);
        mixer.Add((ulong)details.TimeInForce);
        mixer.Add((ulong)details.ExecInst);
        mixer.Add((ulong)details.Side);
        mixer.Add((ulong)details.SelfMatchId);
        mixer.Add((ulong)details.Account);
        mixer.Add((ulong)details.SelfMatchInstruction);
        mixer.Add(details.DisplayLots);
        mixer.Add(details.ReserveLots);
        mixer.Add(details.LimitTicks);
        mixer.Add(details.TrailTicks);
        mixer.Add(details.TrailStepTicks);
        mixer.Add(details.ExpireTimeNanos);
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
