using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>The commands that come from the operator or from the engine's own service, not from a session.</summary>
internal static class SystemCommands
{
    public static void Define<TSink>(CoreState state, ref TSink sink, in SecurityDefinitionBlock definition)
        where TSink : struct, IEventSink
    {
        InstrumentTerms terms = new(in definition);
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (!terms.AreValid(state.Limits.MaxOpenOrders))
            result = SystemCommandResult.InvalidDefinition;
        else if (state.Instruments.Knows(terms.SecurityId))
            result = SystemCommandResult.DuplicateSecurity;
        else if (state.Instruments.Count >= state.Limits.MaxInstruments)
            result = SystemCommandResult.InstrumentLimitReached;
        else
            state.Instruments.Add(in terms);
        SystemResponses.ToSender(state, ref sink, SecurityDefinitionBlock.TemplateId, terms.SecurityId, result);
        if (result == SystemCommandResult.Accepted)
            SecurityReports.Defined(state, ref sink, in definition, SecurityTradingStatus.ReadyToTrade);
    }

    public static void Negotiate<TSink>(CoreState state, ref TSink sink, in SessionNegotiatedBlock negotiated)
        where TSink : struct, IEventSink
    {
        Session? session = state.Sessions.Find(negotiated.SessionID);
        ulong current = session is null ? 0 : session.SessionVerId;
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (negotiated.SessionID == 0)
            result = SystemCommandResult.InvalidDefinition;
        else if (negotiated.SessionVerID <= current)
            result = SystemCommandResult.StaleSessionVerID;
        else if (session is not null)
            state.Sessions.BeginVersion(session, negotiated.SessionVerID, state.Selection);
        else if (state.Sessions.Count >= state.Limits.MaxSessions)
            result = SystemCommandResult.SessionLimitReached;
        else
            state.Sessions.Add(negotiated.SessionID, negotiated.SessionVerID);
        ulong now = result == SystemCommandResult.Accepted ? negotiated.SessionVerID : current;
        SystemResponses.ToSession(state, ref sink, negotiated.SessionID, now, result);
    }

    /// <summary>Nothing is left to do: orders whose time has come expired before the command.</summary>
    public static void AdvanceTime<TSink>(CoreState state, ref TSink sink) where TSink : struct, IEventSink =>
        SystemResponses.ToSender(
            state, ref sink, TimeAdvancedBlock.TemplateId, securityId: 0, SystemCommandResult.Accepted);

    public static void CloseSession<TSink>(CoreState state, ref TSink sink, in TradingSessionClosedBlock closed)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        Instrument? instrument = null;
        if (closed.SecurityID != 0 && !state.Instruments.TryFind(closed.SecurityID, out instrument))
            result = SystemCommandResult.UnknownSecurity;
        int ended = result == SystemCommandResult.Accepted ? Expiries.CloseSession(state, ref sink, instrument) : 0;
        SystemResponses.ToSender(
            state, ref sink, TradingSessionClosedBlock.TemplateId, closed.SecurityID, result, ended);
    }

    /// <exception cref="StateDigestMismatchException">The digest is not the one that this engine
    /// computed.</exception>
    public static void ConfirmDigest<TSink>(CoreState state, ref TSink sink, in StateDigestBlock digest)
        where TSink : struct, IEventSink
    {
        StateDigest journaled = new(digest.DigestLow, digest.DigestHigh);
        SystemCommandResult result = state.Digests.Confirm(digest.AsOfSequence, journaled)
            ? SystemCommandResult.Accepted
            : SystemCommandResult.InvalidDefinition;
        SystemResponses.ToSender(state, ref sink, StateDigestBlock.TemplateId, securityId: 0, result);
    }
}
