using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <content>Cancels, reductions and replacements.</content>
internal sealed partial class ModelEngine
{
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
        else if (!order.Instrument.IsOnLot(r.ReduceQty))
            _events.CancelReject(session, in request, CxlRejReason.QuantityNotOnLot);
        else if (r.ReduceQty >= order.Left)
            End(order, in request, CancelReason.ReducedToZero);
        else
        {
            order.Total -= r.ReduceQty;
            order.Slice = Math.Min(order.Slice, order.Left);
            _events.Replaced(order, r.ClOrdID, order.ClOrdId, r.MsgSeqNum, PriorityIndicator.PriorityUnchanged);
        }
    }

    private void Replace(OrderCancelReplaceExtendedBlock r)
    {
        if (Admit(r.SessionID, r.MsgSeqNum) is not ModelSession session)
            return;
        ModelRequest request = new(
            CxlRejResponseTo.OrderCancelReplaceRequest, r.MsgSeqNum, r.ClOrdID, r.OrderID, r.OrigClOrdID, r.SecurityID);
        if (Find(session, ref request, replaceId: true) is not ModelOrder order)
            return;
        if (ReasonAgainst(session, order, r) is CxlRejReason reason)
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
        long stop = r.StopPx > 0 ? r.StopPx : order.StopPx;
        long display = r.DisplayQty > 0 ? r.DisplayQty : order.Display;
        bool keepsPlace = (order.Waits ? stop == order.StopPx : r.Price == order.Price)
            && r.OrderQty <= order.Total && display <= order.Display;
        if (stop != order.StopPx || r.Price != order.Price)
            order.Given = (stop, r.Price - stop);
        ulong orig = order.ClOrdId;
        (order.ClOrdId, order.Price, order.Total) = (r.ClOrdID, r.Price, r.OrderQty);
        (order.StopPx, order.Display) = (stop, display);
        _events.Replaced(order, r.ClOrdID, orig, r.MsgSeqNum,
            keepsPlace ? PriorityIndicator.PriorityUnchanged : PriorityIndicator.LostPriority);
        if (keepsPlace)
            order.Slice = Math.Min(order.Slice, order.Left);
        else
            GoThroughTheBook(order);
    }

    private void GoThroughTheBook(ModelOrder order)
    {
        _open.Remove(order);
        if (order.Waits && !IsReached(order, order.Instrument.LastTrade))
        {
            order.Slice = order.Left;
            order.Arrival = ++_arrivals;
            _open.Add(order);
        }
        else if (order.Waits)
            Fire(order);
        else
        {
            Slide(order);
            Work(order);
        }
        FireTriggered();
    }

    private CxlRejReason? ReasonAgainst(ModelSession session, ModelOrder order, OrderCancelReplaceExtendedBlock r)
    {
        ModelInstrument i = order.Instrument;
        if (i.Status == SecurityTradingStatus.TradingHalt)
            return CxlRejReason.TradingHalted;
        if ((r.StopPx != 0 && !order.Waits) || (r.DisplayQty != 0 && order.Display == 0))
            return CxlRejReason.UnsupportedOrderCharacteristic;
        if (r.OrderQty < i.Definition.MinTradeVol || r.OrderQty > i.Definition.MaxTradeVol)
            return CxlRejReason.IncorrectQuantity;
        if (!i.IsOnLot(r.OrderQty))
            return CxlRejReason.QuantityNotOnLot;
        if (r.DisplayQty != 0 && (!i.IsOnLot(r.DisplayQty) || r.DisplayQty > r.OrderQty))
            return CxlRejReason.InvalidDisplayQty;
        if (order.Display > 0 && TooManySlices(r.OrderQty, r.DisplayQty != 0 ? r.DisplayQty : order.Display))
            return CxlRejReason.InvalidDisplayQty;
        if (order.Type == OrdType.Stop)
        {
            if (r.Price != 0)
                return CxlRejReason.UnsupportedOrderCharacteristic;
        }
        else if (!i.IsValidPrice(r.Price))
            return CxlRejReason.InvalidPriceIncrement;
        else if (!i.IsWithinLimits(r.Price))
            return CxlRejReason.PriceExceedsCurrentPriceBand;
        if (r.StopPx != 0 && (!i.IsValidPrice(r.StopPx) || !i.IsWithinLimits(r.StopPx)))
            return CxlRejReason.InvalidStopPrice;
        if (session.OrderIdOfClOrdId.Count >= limits.MaxClientOrderIdsPerSession)
            return CxlRejReason.ClOrdIDLimitReached;
        return r.OrderQty <= order.Executed ? null : ReasonOfLimits(order, r);
    }

    private CxlRejReason? ReasonOfLimits(ModelOrder order, OrderCancelReplaceExtendedBlock r)
    {
        ModelOrder tried = order.Copy();
        (tried.Price, tried.Total) = (r.Price, r.OrderQty);
        tried.StopPx = r.StopPx > 0 ? r.StopPx : order.StopPx;
        bool meets = NextMaker(_open, tried) is not null;
        if (order.ExecInst != 0 && meets
            && (order.ExecInst == ExecInst.ParticipateDoNotInitiate || SlidPrice(tried) is null))
            return CxlRejReason.PostOnlyWouldTrade;
        if (order.ExecInst != 0 && meets)
            tried.Price = SlidPrice(tried)!.Value;
        if (!IsValueAllowed(order.Instrument, tried.Price > 0 ? tried.Price : tried.StopPx, r.OrderQty))
            return CxlRejReason.OrderValueOutOfRange;
        bool restsUntraded = !order.Waits && (order.ExecInst != 0 || !meets);
        if (restsUntraded && !HasLevelFor(tried, tried.Price, leaving: order))
            return CxlRejReason.LevelLimitReached;
        if (tried.Account == 0)
            return null;
        if (tried.Left > order.Left && !IsPositionAllowed(tried, tried.Left - order.Left))
            return CxlRejReason.PositionLimitExceeded;
        Int128 more = ValueOf(tried) - ValueOf(order);
        return more > 0 && !IsOpenValueAllowed(tried, more) ? CxlRejReason.OpenExposureLimitExceeded : null;
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
        else if (order is not null && order.Session == session && order.Instrument.Id == request.Security)
        {
            request = request with { OrderId = orderId };
            return order;
        }
        else if (order is null && orderId > 0 && orderId <= _lastOrderId)
            reason = CxlRejReason.TooLateToCancel;
        _events.CancelReject(session, in request, reason);
        return null;
    }

    private void End(ModelOrder order, in ModelRequest request, CancelReason reason)
    {
        _events.Canceled(order, request.ClOrdId, request.SeqNum, reason);
        _open.Remove(order);
    }
}
