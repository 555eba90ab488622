using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>The commands by which operators steer trading: halts, ticks, rules, limits, kill switches.</summary>
internal static class ControlCommands
{
    public static void SetStatus<TSink>(CoreState state, ref TSink sink, in SecurityStatusBlock status)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        int canceled = 0;
        if (!state.Instruments.TryFind(status.SecurityID, out Instrument? instrument))
            result = SystemCommandResult.UnknownSecurity;
        else if (status.SecurityTradingStatus is not (SecurityTradingStatus.TradingHalt
            or SecurityTradingStatus.ReadyToTrade or SecurityTradingStatus.NotAvailableForTrading))
            result = SystemCommandResult.InvalidDefinition;
        else
        {
            instrument.Status = status.SecurityTradingStatus;
            if (instrument.Status == SecurityTradingStatus.NotAvailableForTrading)
            {
                OrderFilter filter = new() { Instrument = instrument.Index };
                Request nobody = Request.OfNobody;
                canceled = MassCancels.Run(
                    state, ref sink, in nobody, in filter, CancelReason.SecurityDelisted);
            }
        }
        SystemResponses.ToSender(
            state, ref sink, SecurityStatusBlock.TemplateId, status.SecurityID, result, canceled);
        if (result == SystemCommandResult.Accepted)
            SecurityReports.StatusChanged(state, ref sink, instrument!);
    }

    public static void SetTickRule<TSink>(CoreState state, ref TSink sink, in TickRuleBlock rule)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = state.Instruments.TryFind(rule.SecurityID, out Instrument? instrument)
            ? instrument.SetTickRule(rule.StartTickPriceRange, rule.TickIncrement)
            : SystemCommandResult.UnknownSecurity;
        SystemResponses.ToSender(state, ref sink, TickRuleBlock.TemplateId, rule.SecurityID, result);
    }

    public static void SetRules<TSink>(CoreState state, ref TSink sink, in SecuritySettingsBlock settings)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (!state.Instruments.TryFind(settings.SecurityID, out Instrument? instrument))
            result = SystemCommandResult.UnknownSecurity;
        else if (TradingRules.TryRead(in settings, instrument.Terms.MinPriceIncrement, out TradingRules rules))
            instrument.Rules = rules;
        else
            result = SystemCommandResult.InvalidDefinition;
        SystemResponses.ToSender(state, ref sink, SecuritySettingsBlock.TemplateId, settings.SecurityID, result);
    }

    public static void SetSession<TSink>(CoreState state, ref TSink sink, in SessionSettingsBlock settings)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        int session = state.Sessions.IndexOf(settings.TargetSessionID);
        if (session == SessionTable.None)
            result = SystemCommandResult.UnknownSession;
        else if (settings.CancelOnDisconnect
            is not (CancelOnDisconnect.None or CancelOnDisconnect.AllOrders or CancelOnDisconnect.DayOrders))
            result = SystemCommandResult.InvalidDefinition;
        else
        {
            state.Sessions[session].MaxOpenOrders = settings.MaxOpenOrders;
            state.Sessions[session].CancelOnDisconnect = settings.CancelOnDisconnect;
        }
        SystemResponses.ToSender(state, ref sink, SessionSettingsBlock.TemplateId, securityId: 0, result);
    }

    public static void Disconnect<TSink>(CoreState state, ref TSink sink, in SessionDisconnectedBlock disconnected)
        where TSink : struct, IEventSink
    {
        int session = state.Sessions.IndexOf(disconnected.SessionID);
        SystemCommandResult result =
            session == SessionTable.None ? SystemCommandResult.UnknownSession : SystemCommandResult.Accepted;
        int canceled = 0;
        if (session != SessionTable.None && state.Sessions[session].CancelOnDisconnect != CancelOnDisconnect.None)
        {
            OrderFilter filter = new()
            {
                Session = session,
                IsForDayOrders = state.Sessions[session].CancelOnDisconnect == CancelOnDisconnect.DayOrders,
            };
            Request nobody = Request.OfNobody;
            canceled = MassCancels.Run(state, ref sink, in nobody, in filter, CancelReason.SessionDisconnected);
        }
        SystemResponses.ToSender(
            state, ref sink, SessionDisconnectedBlock.TemplateId, securityId: 0, result, canceled);
    }

    public static void SetAccountLimits<TSink>(CoreState state, ref TSink sink, in AccountLimitsBlock limits)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (!state.Instruments.TryFind(limits.SecurityID, out Instrument? instrument))
            result = SystemCommandResult.UnknownSecurity;
        else if (limits.Account == 0 || limits.MaxPosition < 0 || limits.MaxOpenValue < 0)
            result = SystemCommandResult.InvalidDefinition;
        else if (!state.Exposures.TryFind(limits.Account, limits.SecurityID, out _) && state.Exposures.IsFull)
            result = SystemCommandResult.AccountLimitReached;
        else
        {
            ref Exposure exposure = ref state.Exposures[state.Exposures.FindOrAdd(limits.Account, instrument)];
            exposure.MaxPosition = limits.MaxPosition;
            exposure.MaxOpenValue = limits.MaxOpenValue;
        }
        SystemResponses.ToSender(state, ref sink, AccountLimitsBlock.TemplateId, limits.SecurityID, result);
    }

    /// <summary>
    /// Kill switch. Whoever is blocked loses all open orders at once; released, it may enter new ones.
    /// </summary>
    public static void Block<TSink>(CoreState state, ref TSink sink, in TradingBlockBlock block)
        where TSink : struct, IEventSink
    {
        OrderFilter filter = new();
        SystemCommandResult result = block.TradingBlockAction is TradingBlockAction.Block or TradingBlockAction.Release
            ? TrySwitch(state, in block, ref filter)
            : SystemCommandResult.InvalidDefinition;
        int canceled = 0;
        if (result == SystemCommandResult.Accepted && block.TradingBlockAction == TradingBlockAction.Block)
        {
            Request nobody = Request.OfNobody;
            canceled = MassCancels.Run(state, ref sink, in nobody, in filter, CancelReason.TradingBlocked);
        }
        SystemResponses.ToSender(state, ref sink, TradingBlockBlock.TemplateId, securityId: 0, result, canceled);
    }

    public static void CancelMany<TSink>(CoreState state, ref TSink sink, in OrderMassActionBlock action)
        where TSink : struct, IEventSink
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        OrderFilter filter = new() { Account = action.Account, Side = action.Side };
        if (action.TargetSessionID != 0)
            filter.Session = state.Sessions.IndexOf(action.TargetSessionID);
        if (!MassCancels.TryName(state, action.SecurityID, ref filter))
            result = SystemCommandResult.UnknownSecurity;
        else if (action.TargetSessionID != 0 && filter.Session == SessionTable.None)
            result = SystemCommandResult.UnknownSession;
        else if (action.Side is not (0 or Side.Buy or Side.Sell))
            result = SystemCommandResult.InvalidDefinition;
        Request nobody = Request.OfNobody;
        int canceled = result == SystemCommandResult.Accepted
            ? MassCancels.Run(state, ref sink, in nobody, in filter, CancelReason.MassCancel)
            : 0;
        SystemResponses.ToSender(
            state, ref sink, OrderMassActionBlock.TemplateId, action.SecurityID, result, canceled);
    }

    private static SystemCommandResult TrySwitch(CoreState state, in TradingBlockBlock block, ref OrderFilter filter)
    {
        bool isBlocked = block.TradingBlockAction == TradingBlockAction.Block;
        switch (block.TradingBlockScope)
        {
            case TradingBlockScope.Venue when block.BlockedID == 0:
                state.IsVenueBlocked = isBlocked;
                return SystemCommandResult.Accepted;
            case TradingBlockScope.Session:
                filter.Session = state.Sessions.IndexOf(block.BlockedID);
                if (filter.Session == SessionTable.None)
                    return SystemCommandResult.UnknownSession;
                state.Sessions[filter.Session].IsBlocked = isBlocked;
                return SystemCommandResult.Accepted;
            case TradingBlockScope.Account when block.BlockedID != 0:
                filter.Account = block.BlockedID;
                if (isBlocked && !state.Exposures.TryBlock(block.BlockedID))
                    return SystemCommandResult.AccountLimitReached;
                if (!isBlocked)
                    state.Exposures.Release(block.BlockedID);
                return SystemCommandResult.Accepted;
            default:
                return SystemCommandResult.InvalidDefinition;
        }
    }
}
