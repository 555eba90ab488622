using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <content>New orders: what is refused, and what happens first.</content>
internal sealed partial class ModelEngine
{
    private void Enter(NewOrderExtendedBlock n)
    {
        if (Admit(n.SessionID, n.MsgSeqNum) is not ModelSession session)
            return;
        if (ReasonAgainst(session, n) is OrdRejReason reason)
        {
            ulong first = reason == OrdRejReason.DuplicateOrder ? OpenOrderIdOf(session, n.ClOrdID) : 0;
            _events.Rejected(session, n, reason, first);
            return;
        }
        ModelOrder order = Make(session, n);
        session.OrderIdOfClOrdId[n.ClOrdID] = order.OrderId;
        if (n.Account > 0)
            ExposureOf(n.Account, n.SecurityID);
        _events.New(session, n, order.OrderId, order.Shown);
        if (order.Type is OrdType.Market or OrdType.MarketWithLeftOverAsLimit)
            order.Price = MarketBound(order)!.Value;
        if (order.Waits && !IsReached(order, order.Instrument.LastTrade))
            _open.Add(order);
        else if (order.Waits)
            Fire(order);
        else
        {
            Slide(order);
            Work(order);
        }
        FireTriggered();
    }

    private ulong OpenOrderIdOf(ModelSession session, ulong clOrdId)
    {
        ulong orderId = session.OrderIdOfClOrdId[clOrdId];
        return _open.Exists(o => o.OrderId == orderId) ? orderId : 0;
    }

    private ModelOrder Make(ModelSession session, NewOrderExtendedBlock n) => new()
    {
        OrderId = ++_lastOrderId,
        ClOrdId = n.ClOrdID,
        Session = session,
        Instrument = _instruments[n.SecurityID],
        Side = n.Side,
        Type = n.OrdType,
        TimeInForce = n.TimeInForce,
        ExecInst = n.ExecInst,
        Price = n.Price,
        Total = n.OrderQty,
        Slice = n.OrderQty,
        Display = n.DisplayQty,
        IsHidden = n.DisplayMethod == DisplayMethod.Undisclosed,
        Waits = n.StopPx > 0,
        StopPx = n.StopPx,
        Given = (n.StopPx, n.Price - n.StopPx),
        Trail = n.PegOffsetValue,
        Step = Math.Max(1, n.TrailingStep) * _instruments[n.SecurityID].Definition.MinPriceIncrement,
        Group = n.SelfMatchPreventionID,
        Account = n.Account,
        Instruction = n.SelfMatchPreventionInstruction,
        MinQty = n.MinQty,
        ExpireTime = n.ExpireTime,
        Arrival = ++_arrivals,
    };

    private OrdRejReason? ReasonAgainst(ModelSession session, NewOrderExtendedBlock n)
    {
        if (n.ClOrdID == 0)
            return OrdRejReason.InvalidClOrdID;
        if (session.OrderIdOfClOrdId.ContainsKey(n.ClOrdID))
            return OrdRejReason.DuplicateOrder;
        if (Named(n.SecurityID) is not ModelInstrument i)
            return OrdRejReason.UnknownSecurity;
        if (i.Status == SecurityTradingStatus.TradingHalt)
            return OrdRejReason.ExchangeClosed;
        if (IsBlocked(session, n.Account))
            return OrdRejReason.TradingBlocked;
        if (!IsSound(n))
            return OrdRejReason.UnsupportedOrderCharacteristic;
        if (ReasonAgainstTerms(i, n) is OrdRejReason reason)
            return reason;
        if (n.TimeInForce == TimeInForce.GoodTillDate && n.ExpireTime <= _events.Now)
            return OrdRejReason.InvalidExpireTime;
        if (session.OrderIdOfClOrdId.Count >= limits.MaxClientOrderIdsPerSession)
            return OrdRejReason.ClOrdIDLimitReached;
        return ReasonInTheBook(session, i, n);
    }

    private static bool IsSound(NewOrderExtendedBlock n)
    {
        char type = (char)n.OrdType;
        char life = (char)n.TimeInForce;
        bool stop = type is '3' or '4';
        bool rests = life is '0' or '1' or '6';
        bool post = (char)n.ExecInst is '6' or '@';
        bool ok = (char)n.Side is '1' or '2' && type is '1' or '2' or '3' or '4' or 'K';
        ok &= rests || life is '3' or '4';
        ok &= type is '2' or '4' || n.Price == 0;
        ok &= stop || (n.StopPx == 0 && n.PegOffsetValue == 0);
        ok &= n.PegOffsetValue > 0 || (n.PegOffsetValue == 0 && n.TrailingStep == 0);
        ok &= life == '6' || n.ExpireTime == 0;
        ok &= n.MinQty == 0 || (life != '4' && !stop && !post);
        ok &= post ? type == '2' && rests : n.ExecInst == 0;
        ok &= (int)n.DisplayMethod switch
        {
            0 => n.DisplayQty == 0,
            '1' => rests,
            '4' => rests && n.DisplayQty == 0,
            _ => false,
        };
        int instruction = (int)n.SelfMatchPreventionInstruction;
        return ok && (instruction == 0 || (instruction is 1 or 2 or 3 or 100 && n.SelfMatchPreventionID > 0));
    }

    private OrdRejReason? ReasonAgainstTerms(ModelInstrument i, NewOrderExtendedBlock n)
    {
        if (n.OrderQty < i.Definition.MinTradeVol || n.OrderQty > i.Definition.MaxTradeVol)
            return OrdRejReason.IncorrectQuantity;
        if (!i.IsOnLot(n.OrderQty))
            return OrdRejReason.QuantityNotOnLot;
        if (n.DisplayMethod == DisplayMethod.Initial
            && (!i.IsOnLot(n.DisplayQty) || n.DisplayQty > n.OrderQty || TooManySlices(n.OrderQty, n.DisplayQty)))
            return OrdRejReason.InvalidDisplayQty;
        if (n.MinQty != 0 && (!i.IsOnLot(n.MinQty) || n.MinQty > n.OrderQty))
            return OrdRejReason.InvalidMinQty;
        if (n.OrdType is OrdType.Limit or OrdType.StopLimit)
        {
            if (!i.IsValidPrice(n.Price))
                return OrdRejReason.InvalidPriceIncrement;
            if (!i.IsWithinLimits(n.Price))
                return OrdRejReason.PriceExceedsCurrentPriceBand;
        }
        if (n.OrdType is OrdType.Stop or OrdType.StopLimit
            && (!i.IsValidPrice(n.StopPx) || !i.IsWithinLimits(n.StopPx)
                || n.PegOffsetValue % i.Definition.MinPriceIncrement != 0))
            return OrdRejReason.InvalidStopPrice;
        return null;
    }

    private bool TooManySlices(long total, long display) =>
        (total / display) + (total % display > 0 ? 1 : 0) > limits.MaxIcebergSlices;

    private OrdRejReason? ReasonInTheBook(ModelSession session, ModelInstrument i, NewOrderExtendedBlock n)
    {
        ModelOrder tried = new()
        {
            Session = session, Instrument = i, Side = n.Side, Type = n.OrdType, Price = n.Price,
            StopPx = n.StopPx, TimeInForce = n.TimeInForce, ExecInst = n.ExecInst, Account = n.Account,
            Total = n.OrderQty, IsHidden = n.DisplayMethod == DisplayMethod.Undisclosed,
        };
        if (n.OrdType is OrdType.Market or OrdType.MarketWithLeftOverAsLimit)
        {
            if (MarketBound(tried) is not long bound)
                return OrdRejReason.NoOppositeOrders;
            tried.Price = bound;
        }
        bool meets = n.OrdType != OrdType.Stop && NextMaker(_open, tried) is not null;
        if (n.ExecInst != 0 && meets
            && (n.ExecInst == ExecInst.ParticipateDoNotInitiate || SlidPrice(tried) is null))
            return OrdRejReason.PostOnlyWouldTrade;
        // What it would fetch at most, or where it would rest: that is what it is worth.
        long worth = n.OrdType == OrdType.Stop ? n.StopPx
            : n.OrdType == OrdType.Market && n.Side == Side.Sell ? BestOpposite(tried)!.Value
            : n.ExecInst != 0 && meets ? SlidPrice(tried)!.Value : tried.Price;
        if (!IsValueAllowed(i, worth, n.OrderQty))
            return OrdRejReason.OrderValueOutOfRange;
        return ReasonOfRoom(session, i, n, tried, meets) ?? ReasonOfRisk(i, tried, worth);
    }

    private OrdRejReason? ReasonOfRoom(
        ModelSession session, ModelInstrument i, NewOrderExtendedBlock n, ModelOrder tried, bool meets)
    {
        bool waits = n.StopPx > 0 && !IsReached(tried, i.LastTrade);
        if (session.MaxOpen > 0 && (waits || tried.MayRest)
            && _open.Count(o => o.Session == session) >= session.MaxOpen)
            return OrdRejReason.OpenOrderLimitReached;
        if (waits && n.PegOffsetValue > 0
            && _open.Count(o => o.Waits && o.Trail > 0 && o.Instrument == i) >= limits.MaxTrailingStopsPerInstrument)
            return OrdRejReason.TrailingStopLimitReached;
        bool full = _open.Count(o => o.Instrument == i) >= i.Definition.MaxOpenOrders
            || _open.Count >= limits.MaxOpenOrders;
        bool isMarketStop = n.OrdType == OrdType.Stop;
        bool restsUntraded = !waits && !isMarketStop && tried.MayRest && (n.ExecInst != 0 || !meets);
        bool tooManyKills = waits && n.TimeInForce == TimeInForce.FillOrKill
            && _open.Count(o => o.TimeInForce == TimeInForce.FillOrKill && o.Instrument == i)
                >= limits.MaxFillOrKillStopsPerInstrument;
        if ((full && (waits || restsUntraded)) || tooManyKills)
            return OrdRejReason.OrderExceedsLimit;
        if (restsUntraded && !HasLevelFor(tried, meets ? SlidPrice(tried)!.Value : tried.Price, leaving: null))
            return OrdRejReason.LevelLimitReached;
        return null;
    }

    private OrdRejReason? ReasonOfRisk(ModelInstrument i, ModelOrder tried, long worth)
    {
        if (tried.Account == 0)
            return null;
        if (!_exposures.ContainsKey((tried.Account, i.Id)) && _exposures.Count >= limits.MaxAccounts)
            return OrdRejReason.AccountLimitReached;
        if (!IsPositionAllowed(tried, tried.Total))
            return OrdRejReason.PositionLimitExceeded;
        return IsOpenValueAllowed(tried, (Int128)worth * tried.Total) ? null : OrdRejReason.OpenExposureLimitExceeded;
    }
}
