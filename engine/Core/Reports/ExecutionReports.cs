using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Writes the events that tell a session what became of its orders. Ids and numbers are taken here, in order of
/// writing.
/// </summary>
internal static class ExecutionReports
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void New<TSink>(
        CoreState state, ref TSink sink, Session to, in NewOrderSingleBlock order, ulong orderId,
        long displayQty)
        where TSink : struct, IEventSink
    {
        long time = state.TimeNanos;
        ref ExecutionReportNewBlock report = ref EventSlot.BeginWhole<ExecutionReportNewBlock, TSink>(state, ref sink, time);
        report.SessionID = order.SessionID;
        report.MsgSeqNum = to.TakeOutgoingSeqNo();
        report.TransactTime = time;
        report.ExecID = ++state.LastExecId;
        report.OrderID = orderId;
        report.ClOrdID = order.ClOrdID;
        report.Price = order.Price;
        report.OrderQty = order.OrderQty;
        report.LeavesQty = order.OrderQty;
        report.SecurityID = order.SecurityID;
        report.RefSeqNum = order.MsgSeqNum;
        EventSlot.SetKinds(ref report.Side, order.Kinds() | (uint)(byte)OrdStatus.New << 24);
        report.DisplayQty = displayQty;
    }

    public static void Rejected<TSink>(
        CoreState state, ref TSink sink, Session to, in NewOrderSingleBlock order, OrdRejReason reason,
        ulong orderId)
        where TSink : struct, IEventSink
    {
        ref ExecutionReportRejectedBlock report =
            ref EventSlot.Begin<ExecutionReportRejectedBlock, TSink>(state, ref sink);
        report.SessionID = order.SessionID;
        report.MsgSeqNum = to.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = orderId;
        report.ClOrdID = order.ClOrdID;
        report.Price = order.Price;
        report.OrderQty = order.OrderQty;
        report.SecurityID = order.SecurityID;
        report.RefSeqNum = order.MsgSeqNum;
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
        Session session = state.Sessions[owner.Session];
        long time = state.TimeNanos;
        ref ExecutionReportTradeBlock report =
            ref EventSlot.BeginWhole<ExecutionReportTradeBlock, TSink>(state, ref sink, time);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = time;
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
        OrdStatus status = terms.LeavesLots == 0 ? OrdStatus.Filled : OrdStatus.PartiallyFilled;
        EventSlot.SetKinds(
            ref report.Side,
            EventSlot.Kinds(owner.Side, status, (byte)aggressor) | (uint)(byte)print.SelfTrade << 24);
    }

    /// <summary>Tells that the rest of an order is gone, to its owner who asked; the terms are those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Canceled<TSink>(
        CoreState state, ref TSink sink, Session to, in Request request, Instrument instrument, in WorkingOrder order,
        CancelReason reason)
        where TSink : struct, IEventSink
    {
        long time = state.TimeNanos;
        ref ExecutionReportCanceledBlock report =
            ref EventSlot.BeginWhole<ExecutionReportCanceledBlock, TSink>(state, ref sink, time);
        report.SessionID = to.SessionId;
        report.MsgSeqNum = to.TakeOutgoingSeqNo();
        report.TransactTime = time;
        report.ExecID = ++state.LastExecId;
        report.OrderID = order.Terms.OrderId;
        report.ClOrdID = request.ClOrdId;
        report.OrigClOrdID = order.Terms.ClOrdId;
        report.CumQty = instrument.QuantityOf(order.Terms.CumLots);
        report.CxlQty = instrument.QuantityOf(order.Terms.LeavesLots);
        report.SecurityID = instrument.Terms.SecurityId;
        report.RefSeqNum = request.MsgSeqNum;
        EventSlot.SetKinds(ref report.Side, EventSlot.Kinds(order.Owner.Side, OrdStatus.Canceled, (byte)reason));
        report.Price = instrument.PriceOf(order.PriceTicks);
    }

    /// <summary>Tells that a plain order is cancelled as its owner asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Canceled<TSink>(
        CoreState state, ref TSink sink, Session to, in OrderCancelRequestBlock request, Instrument instrument,
        in Order order, in Level level)
        where TSink : struct, IEventSink
    {
        long time = state.TimeNanos;
        ref ExecutionReportCanceledBlock report =
            ref EventSlot.BeginWhole<ExecutionReportCanceledBlock, TSink>(state, ref sink, time);
        report.SessionID = request.SessionID;
        report.MsgSeqNum = to.TakeOutgoingSeqNo();
        report.TransactTime = time;
        report.ExecID = ++state.LastExecId;
        report.OrderID = order.Terms.OrderId;
        report.ClOrdID = request.ClOrdID;
        report.OrigClOrdID = order.Terms.ClOrdId;
        report.CumQty = instrument.QuantityOf(order.Terms.CumLots);
        report.CxlQty = instrument.QuantityOf(order.Terms.LeavesLots);
        report.SecurityID = request.SecurityID;
        report.RefSeqNum = request.MsgSeqNum;
        EventSlot.SetKinds(
            ref report.Side, EventSlot.Kinds(level.Side, OrdStatus.Canceled, (byte)CancelReason.UserRequested));
        report.Price = instrument.PriceOf(level.PriceTicks);
    }

    /// <summary>
    /// Tells that the rest of an order is gone though its owner has not asked for it now; the terms are those before.
    /// </summary>
    public static void Gone<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, in WorkingOrder order,
        CancelReason reason)
        where TSink : struct, IEventSink
    {
        int owner = order.Owner.Session;
        Request toOwner = new(owner, request.RefSeqNumFor(owner), order.Terms.ClOrdId);
        Canceled(state, ref sink, state.Sessions[owner], in toOwner, instrument, in order, reason);
    }

    /// <summary>
    /// Tells the new terms of an order that was replaced or reduced, before it trades on them or has its new id.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Replaced<TSink>(
        CoreState state,
        ref TSink sink,
        Session to,
        in Request request,
        Instrument instrument,
        Side side,
        long priceTicks,
        in OrderTerms terms,
        PriorityIndicator priority)
        where TSink : struct, IEventSink
    {
        long time = state.TimeNanos;
        ref ExecutionReportReplacedBlock report =
            ref EventSlot.BeginWhole<ExecutionReportReplacedBlock, TSink>(state, ref sink, time);
        report.SessionID = to.SessionId;
        report.MsgSeqNum = to.TakeOutgoingSeqNo();
        report.TransactTime = time;
        report.ExecID = ++state.LastExecId;
        report.OrderID = terms.OrderId;
        report.ClOrdID = request.ClOrdId;
        report.OrigClOrdID = terms.ClOrdId;
        report.Price = instrument.PriceOf(priceTicks);
        report.OrderQty = instrument.QuantityOf(terms.OrderLots);
        report.LeavesQty = instrument.QuantityOf(terms.LeavesLots);
        report.CumQty = instrument.QuantityOf(terms.CumLots);
        report.SecurityID = instrument.Terms.SecurityId;
        report.RefSeqNum = request.MsgSeqNum;
        OrdStatus status = terms.CumLots == 0 ? OrdStatus.New : OrdStatus.PartiallyFilled;
        EventSlot.SetKinds(ref report.Side, EventSlot.Kinds(side, status, (byte)priority));
    }

    /// <summary>As above, for an order that is not looked at in its pool.</summary>
    public static void Replaced<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, in WorkingOrder order,
        PriorityIndicator priority)
        where TSink : struct, IEventSink =>
        Replaced(
            state, ref sink, state.Sessions[request.Session], in request, instrument, order.Owner.Side,
            order.PriceTicks, in order.Terms, priority);
}
