using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Cancels what is left of an order: the short way when it is plain, found at once and all is well.</summary>
internal static class Cancels
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in OrderCancelRequestBlock cancel)
        where TSink : struct, IEventSink
    {
        ref Session sender = ref state.Sessions[session];
        if (!OrderLookup.TryFindPlain(
                state, in sender, session, cancel.OrderID, cancel.OrigClOrdID, cancel.SecurityID, out int orderIndex,
                out Instrument? instrument)
            || cancel.ClOrdID == 0)
        {
            ApplyWithCare(state, ref sink, session, in cancel);
            return;
        }
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        ExecutionReports.Canceled(
            state, ref sink, ref sender, cancel.MsgSeqNum, cancel.ClOrdID, order.Terms.OrderId, order.Terms.ClOrdId,
            instrument, level.Side, level.PriceTicks, order.Terms.CumLots, order.Terms.LeavesLots,
            CancelReason.UserRequested);
        Matcher.RemovePlain(state, instrument, orderIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ApplyWithCare<TSink>(
        CoreState state, ref TSink sink, int session, in OrderCancelRequestBlock cancel)
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
