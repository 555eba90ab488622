using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Writes the events that tell a session what the engine made of its orders unasked.</summary>
internal static class Restatements
{
    /// <summary>Tells what has become of an order on its way.</summary>
    public static void Write<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, in DetailedOrder order,
        ExecRestatementReason reason)
        where TSink : struct, IEventSink =>
        Write(
            state, ref sink, in request, instrument, in order.Order, order.ShownLots, reason);

    /// <summary>Tells what has become of an order; the terms are total and those after it.</summary>
    public static void Write<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, in WorkingOrder order,
        long shownLots, ExecRestatementReason reason)
        where TSink : struct, IEventSink
    {
        ref readonly OrderTerms terms = ref order.Terms;
        Session session = state.Sessions[order.Owner.Session];
        ref ExecutionReportRestatedBlock report =
            ref EventSlot.Begin<ExecutionReportRestatedBlock, TSink>(state, ref sink);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = terms.OrderId;
        report.ClOrdID = terms.ClOrdId;
        report.Price = instrument.PriceOf(order.PriceTicks);
        report.OrderQty = instrument.QuantityOf(terms.OrderLots);
        report.LeavesQty = instrument.QuantityOf(terms.LeavesLots);
        report.CumQty = instrument.QuantityOf(terms.CumLots);
        report.DisplayQty = instrument.QuantityOf(shownLots);
        report.SecurityID = instrument.Terms.SecurityId;
        report.RefSeqNum = request.RefSeqNumFor(order.Owner.Session);
        report.Side = order.Owner.Side;
        report.OrdStatus = terms.CumLots == 0 ? OrdStatus.New : OrdStatus.PartiallyFilled;
        report.ExecRestatementReason = reason;
    }
}
