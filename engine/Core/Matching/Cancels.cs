using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Cancels what is left of an order.</summary>
internal static class Cancels
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in OrderCancelRequestBlock cancel)
        where TSink : struct, IEventSink
    {
        Request request = new(session, cancel.MsgSeqNum, cancel.ClOrdID);
        OrderReference reference = new()
        {
            OrderId = cancel.OrderID,
            OrigClOrdId = cancel.OrigClOrdID,
            SecurityId = cancel.SecurityID,
        };
        CxlRejReason reason = CxlRejReason.InvalidClOrdID;
        if (cancel.ClOrdID == 0
            || !OrderLookup.TryFind(state, session, ref reference, out int orderIndex, out reason))
        {
            CancelRejects.Write(
                state, ref sink, in request, in reference, CxlRejResponseTo.OrderCancelRequest, reason);
            return;
        }
        OrderEnd.Cancel(state, ref sink, in request, orderIndex, CancelReason.UserRequested);
    }
}
