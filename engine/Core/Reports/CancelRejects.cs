using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Writes the event that tells a session that its cancel, replace or reduce was not done.</summary>
internal static class CancelRejects
{
    public static void Write<TSink>(
        CoreState state,
        ref TSink sink,
        in Request request,
        in OrderReference reference,
        CxlRejResponseTo responseTo,
        CxlRejReason reason)
        where TSink : struct, IEventSink
    {
        Session session = state.Sessions[request.Session];
        ref OrderCancelRejectBlock report = ref EventSlot.Begin<OrderCancelRejectBlock, TSink>(state, ref sink);
        report.SessionID = session.SessionId;
        report.MsgSeqNum = session.TakeOutgoingSeqNo();
        report.TransactTime = state.TimeNanos;
        report.ExecID = ++state.LastExecId;
        report.OrderID = reference.OrderId;
        report.ClOrdID = request.ClOrdId;
        report.OrigClOrdID = reference.OrigClOrdId;
        report.RefSeqNum = request.MsgSeqNum;
        report.CxlRejResponseTo = responseTo;
        report.CxlRejReason = reason;
    }
}
