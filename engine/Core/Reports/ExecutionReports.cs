using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Writes the events that tell a session what became of its orders. Ids and numbers are taken here, in order of
/// writing.
/// </summary>
internal static class ExecutionReports
{
    public static void New<TSink>(
        CoreState state, ref TSink sink, in Request request, in NewOrderSingleBlock order, ulong orderId,
        long displayQty)
        where TSink : struct, IEventSink
    {
        ref ExecutionReportNewBlock report = ref EventSlot.Begin<ExecutionReportNewBlock, TSink>(state, ref sink);
        report.SessionID = order.SessionID;
        report.MsgSeqNum = state.Sessions[request.Session].TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = orderId;
        report.ClOrdID = order.ClOrdID;
        report.Price = order.Price;
        report.OrderQty = order.OrderQty;
        report.LeavesQty = order.OrderQty;
        report.SecurityID = order.SecurityID;
        report.RefSeqNum = request.MsgSeqNum;
        report.Side = order.Side;
        report.OrdType = order.OrdType;
        report.TimeInForce = order.TimeInForce;
        report.OrdStatus = OrdStatus.New;
        report.DisplayQty = displayQty;
    }

    public static void Rejected<TSink>(
        CoreState state, ref TSink sink, in Request request, in NewOrderSingleBlock order,
        OrdRejReason reason, ulong orderId)
        where TSink : struct, IEventSink
    {
        ref ExecutionReportRejectedBlock report =
            ref EventSlot.Begin<ExecutionReportRejectedBlock, TSink>(state, ref sink);
        report.SessionID = order.SessionID;
        report.MsgSeqNum = state.Sessions[request.Session].TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = orderId;
        report.ClOrdID = order.ClOrdID;
        report.Price = order.Price;
        report.OrderQty = order.OrderQty;
        report.SecurityID = order.SecurityID;
        report.RefSeqNum = request.MsgSeqNum;
        report.Side = order.Side;
        report.OrdRejReason = reason;
    }

    /// <summary>Tells one side of a trade; the terms are those after the fill.</summary>
    public static void Trade<TSink>(
        CoreState state,
        ref TSink sink,
        in Request request,
        Instrument instrument,
        in OrderOwner owner,
        in OrderTerms terms,
        AggressorIndicator aggressor,
        in TradePrint print)
        where TSink : struct, IEventSink
    {
        ref Session session = ref state.Sessions[owner.Session];
        ref ExecutionReportTradeBlock report = ref EventSlot.Begin<ExecutionReportTradeBlock, TSink>(state, ref sink);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = terms.OrderId;
        report.ClOrdID = terms.ClOrdId;
        report.TrdMatchID = print.TrdMatchId;
        report.LastPx = instrument.PriceOf(print.PriceTicks);
        report.LastQty = instrument.QuantityOf(print.Lots);
        report.LeavesQty = instrument.QuantityOf(terms.LeavesLots);
        report.CumQty = instrument.QuantityOf(terms.CumLots);
        report.SecurityID = instrument.Terms.SecurityId;
        report.RefSeqNum = request.RefSeqNumFor(owner.Session);
        report.Side = owner.Side;
        report.OrdStatus = terms.LeavesLots == 0 ? OrdStatus.Filled : OrdStatus.PartiallyFilled;
        report.AggressorIndicator = aggressor;
    }

    /// <summary>Tells that the rest of an order is gone; the terms are those before.</summary>
    public static void Canceled<TSink>(
        CoreState state,
        ref TSink sink,
        in Request request,
        Instrument instrument,
        Side side,
        long priceTicks,
        in OrderTerms terms,
        CancelReason reason)
        where TSink : struct, IEventSink
    {
        ref Session session = ref state.Sessions[request.Session];
        ref ExecutionReportCanceledBlock report =
            ref EventSlot.Begin<ExecutionReportCanceledBlock, TSink>(state, ref sink);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = terms.OrderId;
        report.ClOrdID = request.ClOrdId;
        report.OrigClOrdID = terms.ClOrdId;
        report.CumQty = instrument.QuantityOf(terms.CumLots);
        report.CxlQty = instrument.QuantityOf(terms.LeavesLots);
        report.SecurityID = instrument.Terms.SecurityId;
        report.RefSeqNum = request.MsgSeqNum;
        report.Side = side;
        report.OrdStatus = OrdStatus.Canceled;
        report.CancelReason = reason;
        report.Price = instrument.PriceOf(priceTicks);
    }

    /// <summary>
    /// Tells that the rest of an order is gone though its owner has not asked for it now; the terms are those before.
    /// </summary>
    public static void Gone<TSink>(
        CoreState state,
        ref TSink sink,
        in Request request,
        Instrument instrument,
        in OrderOwner owner,
        long priceTicks,
        in OrderTerms terms,
        CancelReason reason)
        where TSink : struct, IEventSink
    {
        Request toOwner = new(owner.Session, request.RefSeqNumFor(owner.Session), terms.ClOrdId);
        Canceled(state, ref sink, in toOwner, instrument, owner.Side, priceTicks, in terms, reason);
    }

    /// <summary>Tells the new terms of an order that was replaced or reduced, before it trades on them.</summary>
    public static void Replaced<TSink>(
        CoreState state,
        ref TSink sink,
        in Request request,
        Instrument instrument,
        in WorkingOrder order,
        ulong origClOrdId,
        PriorityIndicator priority)
        where TSink : struct, IEventSink
    {
        ref Session session = ref state.Sessions[request.Session];
        ref ExecutionReportReplacedBlock report =
            ref EventSlot.Begin<ExecutionReportReplacedBlock, TSink>(state, ref sink);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = order.Terms.OrderId;
        report.ClOrdID = request.ClOrdId;
        report.OrigClOrdID = origClOrdId;
        report.Price = instrument.PriceOf(order.PriceTicks);
        report.OrderQty = instrument.QuantityOf(order.Terms.OrderLots);
        report.LeavesQty = instrument.QuantityOf(order.Terms.LeavesLots);
        report.CumQty = instrument.QuantityOf(order.Terms.CumLots);
        report.SecurityID = instrument.Terms.SecurityId;
        report.RefSeqNum = request.MsgSeqNum;
        report.Side = order.Owner.Side;
        report.OrdStatus = order.Terms.CumLots == 0 ? OrdStatus.New : OrdStatus.PartiallyFilled;
        report.PriorityIndicator = priority;
    }
}
