using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Writes the one answer to a mass cancel.</summary>
internal static class MassCancelReports
{
    /// <param name="state">The engine's state.</param>
    /// <param name="sink">Where the event goes.</param>
    /// <param name="request">The request.</param>
    /// <param name="securityId">The instrument that it named; 0 for all.</param>
    /// <param name="canceled">How many orders were cancelled.</param>
    /// <param name="reason">Why it was refused; NULL_VALUE when it was done.</param>
    public static void Write<TSink>(
        CoreState state, ref TSink sink, in Request request, uint securityId, int canceled,
        MassCancelRejectReason reason)
        where TSink : struct, IEventSink
    {
        Session session = state.Sessions[request.Session];
        ref OrderMassCancelReportBlock report = ref EventSlot.Begin<OrderMassCancelReportBlock, TSink>(state, ref sink);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.ClOrdID = request.ClOrdId;
        report.SecurityID = securityId;
        report.TotalAffectedOrders = (uint)canceled;
        report.RefSeqNum = request.MsgSeqNum;
        report.MassCancelResponse = reason == MassCancelRejectReason.NULL_VALUE
            ? MassCancelResponse.CancelAllOrders
            : MassCancelResponse.CancelRequestRejected;
        report.MassCancelRejectReason = reason;
    }
}
