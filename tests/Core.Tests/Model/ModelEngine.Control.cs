using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <content>What operators command, and mass cancels.</content>
internal sealed partial class ModelEngine
{
    private int CancelAll(Func<ModelOrder, bool> meant, CancelReason reason)
    {
        ModelOrder[] orders = [.. _open.Where(meant).OrderBy(o => o.OrderId)];
        foreach (ModelOrder order in orders)
            Gone(order, reason);
        return orders.Length;
    }

    private void Answer(CommandRecord command, uint security, SystemCommandResult result, int affected = 0) =>
        _events.Response(
            0, 0, security, command.Header.TemplateId, result, (uint)affected, _operator, _operatorNumber);

    private void CancelMany(OrderMassCancelRequestBlock c)
    {
        if (Admit(c.SessionID, c.MsgSeqNum) is not ModelSession session)
            return;
        MassCancelRejectReason reason = MassCancelRejectReason.NULL_VALUE;
        if (c.ClOrdID == 0)
            reason = MassCancelRejectReason.InvalidClOrdID;
        else if (c.SecurityID > 0 && Named(c.SecurityID) is null)
            reason = MassCancelRejectReason.InvalidOrUnknownSecurity;
        else if ((char)c.Side is not ('\0' or '1' or '2'))
            reason = MassCancelRejectReason.InvalidSide;
        int done = reason != MassCancelRejectReason.NULL_VALUE ? 0 : CancelAll(
            o => o.Session == session && IsMeant(o, c.SecurityID, c.Account, c.Side), CancelReason.MassCancel);
        _events.MassCancelReport(session, c, done, reason);
    }

    private static bool IsMeant(ModelOrder o, uint security, uint account, Side side) =>
        (security == 0 || o.Instrument.Id == security) && (account == 0 || o.Account == account)
        && (side == 0 || o.Side == side);

    private void CancelMany(CommandRecord command, OrderMassActionBlock a)
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (a.SecurityID > 0 && Named(a.SecurityID) is null)
            result = SystemCommandResult.UnknownSecurity;
        else if (a.TargetSessionID > 0 && !_sessions.ContainsKey(a.TargetSessionID))
            result = SystemCommandResult.UnknownSession;
        else if ((char)a.Side is not ('\0' or '1' or '2'))
            result = SystemCommandResult.InvalidDefinition;
        int done = result != SystemCommandResult.Accepted ? 0 : CancelAll(
            o => (a.TargetSessionID == 0 || o.Session.Id == a.TargetSessionID)
                && IsMeant(o, a.SecurityID, a.Account, a.Side), CancelReason.MassCancel);
        Answer(command, a.SecurityID, result, done);
    }

    private void SetStatus(CommandRecord command, SecurityStatusBlock s)
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        int done = 0;
        ModelInstrument? i = Named(s.SecurityID);
        if (i is null)
            result = SystemCommandResult.UnknownSecurity;
        else if ((int)s.SecurityTradingStatus is not (2 or 17 or 18))
            result = SystemCommandResult.InvalidDefinition;
        else
        {
            i.Status = s.SecurityTradingStatus;
            if (i.IsGone)
                done = CancelAll(o => o.Instrument == i, CancelReason.SecurityDelisted);
        }
        Answer(command, s.SecurityID, result, done);
        if (result == SystemCommandResult.Accepted)
            _events.StatusChanged(s.SecurityID, s.SecurityTradingStatus);
    }

    private void SetRules(CommandRecord command, SecuritySettingsBlock s)
    {
        SystemCommandResult result = SystemCommandResult.InvalidDefinition;
        ModelInstrument? i = Named(s.SecurityID);
        if (i is null)
            result = SystemCommandResult.UnknownSecurity;
        else if (i.IsMultiple(s.MarketProtection) && i.IsMultiple(s.PriceCollar) && i.IsMultiple(s.ReferencePrice)
            && s.MinOrderValue >= 0 && (s.MaxOrderValue == 0 || s.MaxOrderValue >= s.MinOrderValue))
        {
            i.Rules = s;
            result = SystemCommandResult.Accepted;
        }
        Answer(command, s.SecurityID, result);
    }

    private void SetSession(CommandRecord command, SessionSettingsBlock s)
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        ModelSession? session = _sessions.GetValueOrDefault(s.TargetSessionID);
        if (session is null)
            result = SystemCommandResult.UnknownSession;
        else if ((int)s.CancelOnDisconnect > 2)
            result = SystemCommandResult.InvalidDefinition;
        else
            (session.MaxOpen, session.OnDisconnect) = (s.MaxOpenOrders, s.CancelOnDisconnect);
        Answer(command, 0, result);
    }

    private void Disconnect(CommandRecord command, uint sessionId)
    {
        ModelSession? session = _sessions.GetValueOrDefault(sessionId);
        int done = session?.OnDisconnect switch
        {
            CancelOnDisconnect.AllOrders => CancelAll(o => o.Session == session, CancelReason.SessionDisconnected),
            CancelOnDisconnect.DayOrders => CancelAll(
                o => o.Session == session && o.TimeInForce == TimeInForce.Day, CancelReason.SessionDisconnected),
            _ => 0,
        };
        Answer(
            command, 0, session is null ? SystemCommandResult.UnknownSession : SystemCommandResult.Accepted, done);
    }

    private void SetAccount(CommandRecord command, AccountLimitsBlock a)
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (Named(a.SecurityID) is null)
            result = SystemCommandResult.UnknownSecurity;
        else if (a.Account == 0 || a.MaxPosition < 0 || a.MaxOpenValue < 0)
            result = SystemCommandResult.InvalidDefinition;
        else if (!_exposures.ContainsKey((a.Account, a.SecurityID)) && _exposures.Count >= limits.MaxAccounts)
            result = SystemCommandResult.AccountLimitReached;
        else
        {
            ModelExposure exposure = ExposureOf(a.Account, a.SecurityID);
            (exposure.MaxPosition, exposure.MaxOpenValue) = (a.MaxPosition, a.MaxOpenValue);
        }
        Answer(command, a.SecurityID, result);
    }

    private void Block(CommandRecord command, TradingBlockBlock b)
    {
        bool on = b.TradingBlockAction == TradingBlockAction.Block;
        SystemCommandResult result = SystemCommandResult.Accepted;
        Func<ModelOrder, bool> meant = _ => true;
        ModelSession? session = _sessions.GetValueOrDefault(b.BlockedID);
        if ((int)b.TradingBlockAction > 1 || (int)b.TradingBlockScope > 2
            || (b.TradingBlockScope == TradingBlockScope.Venue && b.BlockedID != 0)
            || (b.TradingBlockScope == TradingBlockScope.Account && b.BlockedID == 0))
            result = SystemCommandResult.InvalidDefinition;
        else if (b.TradingBlockScope == TradingBlockScope.Venue)
            _isVenueBlocked = on;
        else if (b.TradingBlockScope == TradingBlockScope.Session && session is null)
            result = SystemCommandResult.UnknownSession;
        else if (b.TradingBlockScope == TradingBlockScope.Session)
        {
            session!.IsBlocked = on;
            meant = o => o.Session == session;
        }
        else if (on && !_blockedAccounts.Contains(b.BlockedID) && _blockedAccounts.Count >= limits.MaxAccounts)
            result = SystemCommandResult.AccountLimitReached;
        else
        {
            if (on)
                _blockedAccounts.Add(b.BlockedID);
            else
                _blockedAccounts.Remove(b.BlockedID);
            meant = o => o.Account == b.BlockedID;
        }
        int done = on && result == SystemCommandResult.Accepted ? CancelAll(meant, CancelReason.TradingBlocked) : 0;
        Answer(command, 0, result, done);
    }
}
