using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>
/// A slow engine that is right by being obvious: one list of open orders, scanned for whoever is next. Written from
/// the rules in engine/README.md, not from the core.
/// </summary>
internal sealed partial class ModelEngine(CoreLimits limits)
{
    private readonly Dictionary<uint, ModelInstrument> _instruments = [];
    private readonly Dictionary<uint, ModelSession> _sessions = [];
    private readonly ModelEvents _events = new();
    private readonly List<ModelOrder> _open = [];
    private readonly Queue<ModelOrder> _triggered = [];
    private ulong _lastOrderId;
    private ulong _lastMatch;
    private long _arrivals;

    // The request that is played: whose, and its number. Events to others carry 0.
    private ModelSession? _asker;
    private uint _askedNumber;

    // The operator who sent the system command that is played: its answer goes there, and only that.
    private ModelSession? _operator;
    private uint _operatorNumber;

    public List<EventRecord> Apply(CommandRecord command)
    {
        _events.All.Clear();
        _events.Sequence = command.Sequence;
        _events.Now = Math.Max(_events.Now, command.TimestampNanos);
        (_asker, _askedNumber) = (null, 0);
        foreach (ModelOrder order in _open.Where(o => o.ExpireTime > 0 && o.ExpireTime <= _events.Now)
            .OrderBy(o => o.ExpireTime).ThenBy(o => o.OrderId).ToArray())
            Gone(order, CancelReason.Expired);
        if (!ApplyRequest(command) && AdmitOperator(command))
            ApplySystemCommand(command);
        return _events.All;
    }

    private bool AdmitOperator(CommandRecord command)
    {
        // Every block begins with SessionID and MsgSeqNum.
        TimeAdvancedBlock prefix = command.Block<TimeAdvancedBlock>();
        (_operator, _operatorNumber) = (null, prefix.MsgSeqNum);
        if (prefix.MsgSeqNum == 0)
            return true;
        _operator = Admit(prefix.SessionID, prefix.MsgSeqNum);
        (_asker, _askedNumber) = (null, 0);
        return _operator is not null;
    }

    private bool ApplyRequest(CommandRecord command)
    {
        switch (command.Header.TemplateId)
        {
            case NewOrderSingleBlock.TemplateId:
                Enter(Widen(command.Block<NewOrderSingleBlock>()));
                return true;
            case NewOrderExtendedBlock.TemplateId:
                Enter(command.Block<NewOrderExtendedBlock>());
                return true;
            case OrderCancelRequestBlock.TemplateId:
                Cancel(command.Block<OrderCancelRequestBlock>());
                return true;
            case OrderCancelReplaceRequestBlock.TemplateId:
                Replace(Widen(command.Block<OrderCancelReplaceRequestBlock>()));
                return true;
            case OrderCancelReplaceExtendedBlock.TemplateId:
                Replace(command.Block<OrderCancelReplaceExtendedBlock>());
                return true;
            case OrderReduceRequestBlock.TemplateId:
                Reduce(command.Block<OrderReduceRequestBlock>());
                return true;
            case OrderMassCancelRequestBlock.TemplateId:
                CancelMany(command.Block<OrderMassCancelRequestBlock>());
                return true;
            default:
                return false;
        }
    }

    private void ApplySystemCommand(CommandRecord command)
    {
        switch (command.Header.TemplateId)
        {
            case SecurityDefinitionBlock.TemplateId:
                Define(command, command.Block<SecurityDefinitionBlock>());
                break;
            case SessionNegotiatedBlock.TemplateId:
                Negotiate(command.Block<SessionNegotiatedBlock>());
                break;
            case StateDigestBlock.TemplateId:
                Answer(command, 0, SystemCommandResult.Accepted);
                break;
            case TimeAdvancedBlock.TemplateId:
                Answer(command, 0, SystemCommandResult.Accepted);
                break;
            case TradingSessionClosedBlock.TemplateId:
                CloseSession(command, command.Block<TradingSessionClosedBlock>().SecurityID);
                break;
            default:
                ApplyControlCommand(command);
                break;
        }
    }

    private void ApplyControlCommand(CommandRecord command)
    {
        switch (command.Header.TemplateId)
        {
            case SecurityStatusBlock.TemplateId:
                SetStatus(command, command.Block<SecurityStatusBlock>());
                break;
            case TickRuleBlock.TemplateId:
                TickRuleBlock rule = command.Block<TickRuleBlock>();
                Answer(command, rule.SecurityID, Named(rule.SecurityID)?
                    .SetTick(rule.StartTickPriceRange, rule.TickIncrement) ?? SystemCommandResult.UnknownSecurity);
                break;
            case SecuritySettingsBlock.TemplateId:
                SetRules(command, command.Block<SecuritySettingsBlock>());
                break;
            case SessionSettingsBlock.TemplateId:
                SetSession(command, command.Block<SessionSettingsBlock>());
                break;
            case SessionDisconnectedBlock.TemplateId:
                Disconnect(command, command.Block<SessionDisconnectedBlock>().SessionID);
                break;
            case AccountLimitsBlock.TemplateId:
                SetAccount(command, command.Block<AccountLimitsBlock>());
                break;
            case TradingBlockBlock.TemplateId:
                Block(command, command.Block<TradingBlockBlock>());
                break;
            case OrderMassActionBlock.TemplateId:
                CancelMany(command, command.Block<OrderMassActionBlock>());
                break;
            default:
                throw new InvalidOperationException("the model does not know this command");
        }
    }

    /// <summary>Displayed orders of a side, best first.</summary>
    public List<RestingOrder> Orders(uint security, Side side) =>
        Views(_open.Where(o => !o.Waits && !o.IsHidden), security, side);

    /// <summary>Hidden orders of a side, best first.</summary>
    public List<RestingOrder> HiddenOrders(uint security, Side side) =>
        Views(_open.Where(o => !o.Waits && o.IsHidden), security, side);

    /// <summary>Stops of a side, the first to be reached first.</summary>
    public List<RestingOrder> Stops(uint security, Side side)
    {
        IEnumerable<ModelOrder> stops = Of(_open.Where(o => o.Waits), security, side);
        stops = side == Side.Buy ? stops.OrderBy(o => o.StopPx) : stops.OrderByDescending(o => o.StopPx);
        return [.. ((IOrderedEnumerable<ModelOrder>)stops).ThenBy(o => o.Arrival).Select(ViewOf)];
    }

    private static List<RestingOrder> Views(IEnumerable<ModelOrder> orders, uint security, Side side)
    {
        orders = Of(orders, security, side);
        orders = side == Side.Buy ? orders.OrderByDescending(o => o.Price) : orders.OrderBy(o => o.Price);
        return [.. ((IOrderedEnumerable<ModelOrder>)orders).ThenBy(o => o.Arrival).Select(ViewOf)];
    }

    private static IEnumerable<ModelOrder> Of(IEnumerable<ModelOrder> orders, uint security, Side side) =>
        orders.Where(o => o.Instrument.Id == security && o.Side == side);

    private static RestingOrder ViewOf(ModelOrder o) => new(
        o.OrderId, o.ClOrdId, o.Session.Id, o.Instrument.Id, o.Side, o.Price, o.Total, o.Executed, o.Left,
        o.IsHidden || o.Waits ? 0 : o.Slice, o.Waits ? o.StopPx : 0);

    private void Define(CommandRecord command, SecurityDefinitionBlock d)
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (!IsSound(d))
            result = SystemCommandResult.InvalidDefinition;
        else if (_instruments.ContainsKey(d.SecurityID))
            result = SystemCommandResult.DuplicateSecurity;
        else if (_instruments.Count >= limits.MaxInstruments)
            result = SystemCommandResult.InstrumentLimitReached;
        else
            _instruments[d.SecurityID] = new ModelInstrument(d);
        Answer(command, d.SecurityID, result);
        if (result == SystemCommandResult.Accepted)
            _events.Defined(in d);
    }

    private bool IsSound(SecurityDefinitionBlock d) =>
        d.SecurityID > 0 && d.MinPriceIncrement > 0 && d.RoundLot > 0 && d.MinTradeVol > 0 && d.MaxOpenOrders > 0
        && d.MinTradeVol <= d.MaxTradeVol && d.LowLimitPrice >= 0 && d.LowLimitPrice <= d.HighLimitPrice
        && d.HighLimitPrice / d.MinPriceIncrement * d.MinPriceIncrement >= Math.Max(1, d.LowLimitPrice)
        && d.MaxTradeVol / d.RoundLot * d.RoundLot >= d.MinTradeVol
        && (Int128)d.MaxTradeVol * Math.Min(d.MaxOpenOrders, limits.MaxOpenOrders) <= long.MaxValue;

    private void Negotiate(SessionNegotiatedBlock n)
    {
        ModelSession? session = _sessions.GetValueOrDefault(n.SessionID);
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (n.SessionID == 0)
            result = SystemCommandResult.InvalidDefinition;
        else if (n.SessionVerID <= (session?.Version ?? 0))
            result = SystemCommandResult.StaleSessionVerID;
        else if (session is null && _sessions.Count >= limits.MaxSessions)
            result = SystemCommandResult.SessionLimitReached;
        else
            session = BeginVersion(session, n);
        _events.Response(
            n.SessionID, session?.Version ?? 0, 0, SessionNegotiatedBlock.TemplateId, result);
    }

    private ModelSession BeginVersion(ModelSession? session, SessionNegotiatedBlock n)
    {
        session ??= _sessions[n.SessionID] = new ModelSession { Id = n.SessionID };
        session.Version = n.SessionVerID;
        session.LastIn = 0;
        session.NextOut = 1;
        session.OrderIdOfClOrdId.Clear();
        foreach (ModelOrder order in _open.Where(o => o.Session == session))
            session.OrderIdOfClOrdId[order.ClOrdId] = order.OrderId;
        return session;
    }

    private void CloseSession(CommandRecord command, uint security)
    {
        bool isKnown = security == 0 || Named(security) is not null;
        int done = !isKnown ? 0 : CancelAll(
            o => o.TimeInForce == TimeInForce.Day && (security == 0 || o.Instrument.Id == security),
            CancelReason.TradingSessionClosed);
        Answer(
            command, security, isKnown ? SystemCommandResult.Accepted : SystemCommandResult.UnknownSecurity, done);
    }

    private ModelSession? Admit(uint sessionId, uint seqNum)
    {
        ModelSession? session = _sessions.GetValueOrDefault(sessionId);
        if (session is null || seqNum <= session.LastIn)
            return null;
        session.LastIn = seqNum;
        (_asker, _askedNumber) = (session, seqNum);
        return session;
    }

    private uint NumberFor(ModelSession session) => session == _asker ? _askedNumber : 0;

    // An order ends that nobody asked to end just now.
    private void Gone(ModelOrder order, CancelReason reason)
    {
        _events.Canceled(order, order.ClOrdId, NumberFor(order.Session), reason);
        _open.Remove(order);
    }

    private static NewOrderExtendedBlock Widen(NewOrderSingleBlock n) => new()
    {
        SessionID = n.SessionID,
        MsgSeqNum = n.MsgSeqNum,
        ClOrdID = n.ClOrdID,
        Price = n.Price,
        OrderQty = n.OrderQty,
        SecurityID = n.SecurityID,
        Side = n.Side,
        OrdType = n.OrdType,
        TimeInForce = n.TimeInForce,
    };

    private static OrderCancelReplaceExtendedBlock Widen(OrderCancelReplaceRequestBlock r) => new()
    {
        SessionID = r.SessionID,
        MsgSeqNum = r.MsgSeqNum,
        ClOrdID = r.ClOrdID,
        OrigClOrdID = r.OrigClOrdID,
        OrderID = r.OrderID,
        Price = r.Price,
        OrderQty = r.OrderQty,
        SecurityID = r.SecurityID,
    };
}
