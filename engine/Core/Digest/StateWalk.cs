namespace MatchingEngine.Core;

/// <summary>
/// Walks the whole state in one fixed order and digests it, a part at a time: instruments in order of definition, open
/// orders as they lie in memory, sessions in order of negotiation, exposures in order of first use; counters and
/// counts at the end. Only what decides later events counts: no capacity or address, no index that the order of
/// commands does not give.
/// </summary>
/// <remarks>
/// Each thing is digested as it is when the walk gets there. So the digest of a walk that was interrupted by commands
/// is that of no single moment; but the same commands, with the walk interrupted at the same ones, give the same.
/// </remarks>
internal sealed class StateWalk
{
    // Effort is counted in open orders: a line or two of memory, and some dozens of instructions.
    private const int EffortOfInstrument = 8;
    private const int EffortOfSession = 4;
    private const int EffortOfExposure = 2;

    private DigestMixer _mixer = DigestMixer.Start();
    private OrderSum _orders;
    private Part _part;
    private int _next;

    private enum Part
    {
        Instruments,
        Orders,
        Sessions,
        BlockedAccounts,
        Exposures,
        End,
    }

    /// <summary>Whether the whole state was walked.</summary>
    public bool IsAtEnd => _part == Part.End;

    /// <summary>The digest of the whole state as it is now.</summary>
    public static StateDigest Digest(CoreState state)
    {
        StateWalk walk = new();
        while (!walk.IsAtEnd)
            walk.Advance(state, int.MaxValue);
        return walk.Finish(state);
    }

    /// <summary>Walks on.</summary>
    /// <param name="state">The state.</param>
    /// <param name="effort">When to stop, counted in open orders; the last thing may exceed it.</param>
    public void Advance(CoreState state, int effort)
    {
        while (effort > 0 && !IsAtEnd)
        {
            int count = CountOf(state);
            if (_next >= count)
            {
                _part++;
                _next = 0;
            }
            else if (_part == Part.Orders)
                effort -= AddOrders(state, Math.Min(effort, count - _next));
            else
                effort -= Add(state, _next++);
        }
    }

    /// <summary>The digest, once the walk is at its end; begins anew.</summary>
    public StateDigest Finish(CoreState state)
    {
        StateDigest walked = _mixer.Finish();
        _mixer = DigestMixer.Start();
        AddCounters(state);
        AddCounts(state);
        _mixer.Add(_orders.Low);
        _mixer.Add(_orders.High);
        _mixer.Add(walked.Low);
        _mixer.Add(walked.High);
        StateDigest digest = _mixer.Finish();
        _mixer = DigestMixer.Start();
        _orders = default;
        _part = Part.Instruments;
        return digest;
    }

    private int CountOf(CoreState state) => _part switch
    {
        Part.Instruments => state.Instruments.Count,
        Part.Orders => state.Orders.UsedCount,
        Part.Sessions => state.Sessions.Count,
        Part.BlockedAccounts => state.Exposures.BlockedCount,
        _ => state.Exposures.Count,
    };

    private int Add(CoreState state, int index)
    {
        switch (_part)
        {
            case Part.Instruments:
                Instrument instrument = state.Instruments[index];
                InstrumentWalk.Add(ref _mixer, instrument);
                return EffortOfInstrument + instrument.Ticks.Count;
            case Part.Sessions:
                AddSession(state.Sessions[index]);
                return EffortOfSession;
            case Part.BlockedAccounts:
                _mixer.Add((ulong)state.Exposures.BlockedAccountAt(index));
                return 1;
            default:
                ExposureWalk.Add(ref _mixer, in state.Exposures[index]);
                return EffortOfExposure;
        }
    }

    private int AddOrders(CoreState state, int count)
    {
        _orders.Add(state, _next, count);
        _next += count;
        return count;
    }

    private void AddSession(Session session)
    {
        _mixer.Add((ulong)session.SessionId);
        _mixer.Add(session.SessionVerId);
        _mixer.Add((ulong)session.LastIncomingSeqNo);
        _mixer.Add((ulong)session.NextOutgoingSeqNo);
        _mixer.Add((ulong)session.MaxOpenOrders);
        _mixer.Add((ulong)session.CancelOnDisconnect);
        _mixer.Add(session.IsBlocked ? 1UL : 0UL);
        _mixer.Add(session.ClientOrderIds.Count);
        _mixer.Add(session.ClientOrderIds.Digest);
    }

    private void AddCounters(CoreState state)
    {
        _mixer.Add(state.LastSequence);
        _mixer.Add(state.TimeNanos);
        _mixer.Add(state.LastOrderId);
        _mixer.Add(state.LastExecId);
        _mixer.Add(state.LastTrdMatchId);
        _mixer.Add(state.IsVenueBlocked ? 1UL : 0UL);
        _mixer.Add(state.Digests.LastSequence);
        _mixer.Add(state.Digests.LastDigest.Low);
        _mixer.Add(state.Digests.LastDigest.High);
    }

    private void AddCounts(CoreState state)
    {
        _mixer.Add(state.Instruments.Count);
        _mixer.Add(state.Orders.Count);
        _mixer.Add(state.Levels.Count);
        _mixer.Add(state.Sessions.Count);
        _mixer.Add(state.Exposures.BlockedCount);
        _mixer.Add(state.Exposures.Count);
    }
}
