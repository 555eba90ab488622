using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>
/// A slow engine that is right by being obvious: one list of open orders, scanned for whoever is next. Written from
/// the rules in engine/README.md, not from the core.
/// </summary>
internal sealed class ModelEngine(CoreLimits limits)
{
    private readonly Dictionary<uint, SecurityDefinitionBlock> _instruments = [];
    private readonly Dictionary<uint, ModelSession> _sessions = [];
    private readonly ModelEvents _events = new();
    private readonly List<ModelOrder> _open = [];
    private ulong _lastOrderId;
    private ulong _lastMatch;
    private long _arrivals;

    public List<EventRecord> Apply(CommandRecord command)
    {
        _events.All.Clear();
        _events.Sequence = command.Sequence;
        _events.Now = Math.Max(_events.Now, command.TimestampNanos);
        switch (command.Header.TemplateId)
        {
            case SecurityDefinitionBlock.TemplateId:
                Define(command.Block<SecurityDefinitionBlock>());
                break;
            case SessionNegotiatedBlock.TemplateId:
                Negotiate(command.Block<SessionNegotiatedBlock>());
                break;
            case NewOrderSingleBlock.TemplateId:
                Enter(command.Block<NewOrderSingleBlock>());
                break;
            case OrderCancelRequestBlock.TemplateId:
                Cancel(command.Block<OrderCancelRequestBlock>());
                break;
            case OrderCancelReplaceRequestBlock.TemplateId:
                Replace(command.Block<OrderCancelReplaceRequestBlock>());
                break;
            case OrderReduceRequestBlock.TemplateId:
                Reduce(command.Block<OrderReduceRequestBlock>());
                break;
            case StateDigestBlock.TemplateId:
                _events.Response(0, 0, 0, StateDigestBlock.TemplateId, SystemCommandResult.Accepted);
                break;
            default:
                throw new InvalidOperationException("the model does not know this command");
        }
        return _events.All;
    }

    /// <summary>Open orders of a side, best first.</summary>
    public List<RestingOrder> Orders(uint security, Side side)
    {
        IEnumerable<ModelOrder> orders = _open.Where(o => o.Instrument.SecurityID == security && o.Side == side);
        orders = side == Side.Buy ? orders.OrderByDescending(o => o.Price).ThenBy(o => o.Arrival)
            : orders.OrderBy(o => o.Price).ThenBy(o => o.Arrival);
        return [.. orders.Select(o => new RestingOrder(
            o.OrderId, o.ClOrdId, o.Session.Id, security, side, o.Price, o.Total, o.Executed, o.Left))];
    }

    private void Define(SecurityDefinitionBlock d)
    {
        SystemCommandResult result = SystemCommandResult.Accepted;
        if (!IsSound(d))
            result = SystemCommandResult.InvalidDefinition;
        else if (_instruments.ContainsKey(d.SecurityID))
            result = SystemCommandResult.DuplicateSecurity;
        else if (_instruments.Count >= limits.MaxInstruments)
            result = SystemCommandResult.InstrumentLimitReached;
        else
            _instruments[d.SecurityID] = d;
        _events.Response(0, 0, d.SecurityID, SecurityDefinitionBlock.TemplateId, result);
    }

    private static bool IsSound(SecurityDefinitionBlock d) =>
        d.SecurityID > 0 && d.MinPriceIncrement > 0 && d.RoundLot > 0 && d.MinTradeVol > 0 && d.MaxOpenOrders > 0
        && d.MinTradeVol <= d.MaxTradeVol && d.LowLimitPrice >= 0 && d.LowLimitPrice <= d.HighLimitPrice
        && d.HighLimitPrice / d.MinPriceIncrement * d.MinPriceIncrement >= Math.Max(1, d.LowLimitPrice)
        && d.MaxTradeVol / d.RoundLot * d.RoundLot >= d.MinTradeVol;

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

    private ModelSession? Admit(uint sessionId, uint seqNum)
    {
        ModelSession? session = _sessions.GetValueOrDefault(sessionId);
        if (session is null || seqNum <= session.LastIn)
            return null;
        session.LastIn = seqNum;
        return session;
    }

    private void Enter(NewOrderSingleBlock n)
    {
        if (Admit(n.SessionID, n.MsgSeqNum) is not ModelSession session)
            return;
        if (ReasonAgainst(session, n) is OrdRejReason reason)
        {
            ulong first = reason == OrdRejReason.DuplicateOrder ? OpenOrderIdOf(session, n.ClOrdID) : 0;
            _events.Rejected(session, n, reason, first);
            return;
        }
        ModelOrder order = new()
        {
            OrderId = ++_lastOrderId,
            ClOrdId = n.ClOrdID,
            Session = session,
            Instrument = _instruments[n.SecurityID],
            Side = n.Side,
            Price = n.Price,
            Total = n.OrderQty,
            Arrival = ++_arrivals,
        };
        session.OrderIdOfClOrdId[n.ClOrdID] = order.OrderId;
        _events.New(session, n, order.OrderId);
        Match(order, n.MsgSeqNum);
        if (order.Left > 0 && n.TimeInForce == TimeInForce.ImmediateOrCancel)
            _events.Canceled(order, n.ClOrdID, n.MsgSeqNum, CancelReason.ImmediateOrCancelRemainder);
        else if (order.Left > 0)
            _open.Add(order);
    }

    private OrdRejReason? ReasonAgainst(ModelSession session, NewOrderSingleBlock n)
    {
        if (n.ClOrdID == 0)
            return OrdRejReason.InvalidClOrdID;
        if (session.OrderIdOfClOrdId.ContainsKey(n.ClOrdID))
            return OrdRejReason.DuplicateOrder;
        if (!_instruments.TryGetValue(n.SecurityID, out SecurityDefinitionBlock i))
            return OrdRejReason.UnknownSecurity;
        if ((char)n.Side is not ('1' or '2') || (char)n.OrdType is not '2' || (char)n.TimeInForce is not ('1' or '3'))
            return OrdRejReason.UnsupportedOrderCharacteristic;
        if (n.OrderQty < i.MinTradeVol || n.OrderQty > i.MaxTradeVol)
            return OrdRejReason.IncorrectQuantity;
        if (n.OrderQty % i.RoundLot != 0)
            return OrdRejReason.QuantityNotOnLot;
        if (n.Price <= 0 || n.Price % i.MinPriceIncrement != 0)
            return OrdRejReason.InvalidPriceIncrement;
        if (n.Price < i.LowLimitPrice || n.Price > i.HighLimitPrice)
            return OrdRejReason.PriceExceedsCurrentPriceBand;
        if (session.OrderIdOfClOrdId.Count >= limits.MaxClientOrderIdsPerSession)
            return OrdRejReason.ClOrdIDLimitReached;
        return WouldNotFit(n, i) ? OrdRejReason.OrderExceedsLimit : null;
    }

    // Plays the order on a copy of the book, and looks whether what would rest is too much.
    private bool WouldNotFit(NewOrderSingleBlock n, SecurityDefinitionBlock i)
    {
        if (n.TimeInForce == TimeInForce.ImmediateOrCancel)
            return false;
        int here = _open.Count(o => o.Instrument.SecurityID == n.SecurityID);
        if (here < i.MaxOpenOrders && _open.Count < limits.MaxOpenOrders)
            return false;
        long left = n.OrderQty;
        int filled = 0;
        foreach (RestingOrder maker in Orders(n.SecurityID, n.Side == Side.Buy ? Side.Sell : Side.Buy))
        {
            if (left == 0 || (n.Side == Side.Buy ? maker.Price > n.Price : maker.Price < n.Price))
                break;
            filled += left >= maker.LeavesQty ? 1 : 0;
            left -= Math.Min(left, maker.LeavesQty);
        }
        int more = left > 0 ? 1 : 0;
        return here - filled + more > i.MaxOpenOrders || _open.Count - filled + more > limits.MaxOpenOrders;
    }

    private void Match(ModelOrder taker, uint seqNum)
    {
        while (taker.Left > 0 && NextMaker(taker) is ModelOrder maker)
        {
            long quantity = Math.Min(taker.Left, maker.Left);
            ulong match = ++_lastMatch;
            maker.Executed += quantity;
            taker.Executed += quantity;
            _events.Trade(maker, false, match, maker.Price, quantity, maker.Session == taker.Session ? seqNum : 0);
            _events.Trade(taker, true, match, maker.Price, quantity, seqNum);
            if (maker.Left == 0)
                _open.Remove(maker);
        }
    }

    private ModelOrder? NextMaker(ModelOrder taker)
    {
        ModelOrder? best = null;
        foreach (ModelOrder maker in _open)
        {
            if (maker.Instrument.SecurityID != taker.Instrument.SecurityID || maker.Side == taker.Side)
                continue;
            if (taker.Side == Side.Buy ? maker.Price > taker.Price : maker.Price < taker.Price)
                continue;
            if (best is null || IsAhead(maker, best))
                best = maker;
        }
        return best;
    }

    private static bool IsAhead(ModelOrder a, ModelOrder b)
    {
        if (a.Price != b.Price)
            return a.Side == Side.Buy ? a.Price > b.Price : a.Price < b.Price;
        return a.Arrival < b.Arrival;
    }

    private void Cancel(OrderCancelRequestBlock c)
    {
        if (Admit(c.SessionID, c.MsgSeqNum) is not ModelSession session)
            return;
        ModelRequest request = new(
            CxlRejResponseTo.OrderCancelRequest, c.MsgSeqNum, c.ClOrdID, c.OrderID, c.OrigClOrdID, c.SecurityID);
        if (Find(session, ref request, replaceId: false) is ModelOrder order)
            End(order, in request, CancelReason.UserRequested);
    }

    private void Reduce(OrderReduceRequestBlock r)
    {
        if (Admit(r.SessionID, r.MsgSeqNum) is not ModelSession session)
            return;
        ModelRequest request = new(
            CxlRejResponseTo.OrderReduceRequest, r.MsgSeqNum, r.ClOrdID, r.OrderID, r.OrigClOrdID, r.SecurityID);
        if (Find(session, ref request, replaceId: false) is not ModelOrder order)
            return;
        if (r.ReduceQty <= 0)
            _events.CancelReject(session, in request, CxlRejReason.IncorrectQuantity);
        else if (r.ReduceQty % order.Instrument.RoundLot != 0)
            _events.CancelReject(session, in request, CxlRejReason.QuantityNotOnLot);
        else if (r.ReduceQty >= order.Left)
            End(order, in request, CancelReason.ReducedToZero);
        else
        {
            order.Total -= r.ReduceQty;
            _events.Replaced(order, r.ClOrdID, order.ClOrdId, r.MsgSeqNum, PriorityIndicator.PriorityUnchanged);
        }
    }

    private void Replace(OrderCancelReplaceRequestBlock r)
    {
        if (Admit(r.SessionID, r.MsgSeqNum) is not ModelSession session)
            return;
        ModelRequest request = new(
            CxlRejResponseTo.OrderCancelReplaceRequest, r.MsgSeqNum, r.ClOrdID, r.OrderID, r.OrigClOrdID, r.SecurityID);
        if (Find(session, ref request, replaceId: true) is not ModelOrder order)
            return;
        if (ReasonAgainst(session, order.Instrument, r) is CxlRejReason reason)
        {
            _events.CancelReject(session, in request, reason);
            return;
        }
        session.OrderIdOfClOrdId[r.ClOrdID] = order.OrderId;
        if (r.OrderQty <= order.Executed)
        {
            End(order, in request, CancelReason.ReplacedToExecutedQuantity);
            return;
        }
        bool keepsPlace = r.Price == order.Price && r.OrderQty <= order.Total;
        ulong orig = order.ClOrdId;
        (order.ClOrdId, order.Price, order.Total) = (r.ClOrdID, r.Price, r.OrderQty);
        _events.Replaced(order, r.ClOrdID, orig, r.MsgSeqNum,
            keepsPlace ? PriorityIndicator.PriorityUnchanged : PriorityIndicator.LostPriority);
        if (keepsPlace)
            return;
        order.Arrival = ++_arrivals;
        Match(order, r.MsgSeqNum);
        if (order.Left == 0)
            _open.Remove(order);
    }

    private CxlRejReason? ReasonAgainst(
        ModelSession session, SecurityDefinitionBlock i, OrderCancelReplaceRequestBlock r)
    {
        if (r.OrderQty < i.MinTradeVol || r.OrderQty > i.MaxTradeVol)
            return CxlRejReason.IncorrectQuantity;
        if (r.OrderQty % i.RoundLot != 0)
            return CxlRejReason.QuantityNotOnLot;
        if (r.Price <= 0 || r.Price % i.MinPriceIncrement != 0)
            return CxlRejReason.InvalidPriceIncrement;
        if (r.Price < i.LowLimitPrice || r.Price > i.HighLimitPrice)
            return CxlRejReason.PriceExceedsCurrentPriceBand;
        return session.OrderIdOfClOrdId.Count >= limits.MaxClientOrderIdsPerSession
            ? CxlRejReason.ClOrdIDLimitReached : null;
    }

    private ModelOrder? Find(ModelSession session, ref ModelRequest request, bool replaceId)
    {
        CxlRejReason reason = CxlRejReason.UnknownOrder;
        ulong orderId = request.OrderId != 0 ? request.OrderId
            : session.OrderIdOfClOrdId.GetValueOrDefault(request.OrigClOrdId);
        ModelOrder? order = _open.Find(o => o.OrderId == orderId);
        if (request.ClOrdId == 0)
            reason = CxlRejReason.InvalidClOrdID;
        else if (replaceId && session.OrderIdOfClOrdId.ContainsKey(request.ClOrdId))
            reason = CxlRejReason.DuplicateClOrdID;
        else if (order is not null && order.Session == session && order.Instrument.SecurityID == request.Security)
        {
            request = request with { OrderId = orderId };
            return order;
        }
        else if (order is null && orderId > 0 && orderId <= _lastOrderId)
            reason = CxlRejReason.TooLateToCancel;
        _events.CancelReject(session, in request, reason);
        return null;
    }

    private ulong OpenOrderIdOf(ModelSession session, ulong clOrdId)
    {
        ulong orderId = session.OrderIdOfClOrdId[clOrdId];
        return _open.Exists(o => o.OrderId == orderId) ? orderId : 0;
    }

    private void End(ModelOrder order, in ModelRequest request, CancelReason reason)
    {
        _events.Canceled(order, request.ClOrdId, request.SeqNum, reason);
        _open.Remove(order);
    }
}
