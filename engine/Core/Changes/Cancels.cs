using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Cancels what is left of an order: the short way when it is plain, named by the id it came in with, and all is well.
/// </summary>
internal static class Cancels
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, in OrderCancelRequestBlock cancel)
        where TSink : struct, IEventSink
    {
        if (!state.Sessions.TryAdmit(cancel.SessionID, cancel.MsgSeqNum, out Session? sender))
            return;
        ClientOrderIds ids = sender.ClientOrderIds;
        int place = ids.PlaceOf(cancel.OrigClOrdID, out int orderIndex);
        if (place < 0 || cancel.OrderID != 0 || cancel.ClOrdID == 0)
        {
            ApplyWithCare(state, ref sink, sender, in cancel);
            return;
        }
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        Instrument instrument = state.Instruments[level.Instrument];
        if (order.HasDetails || instrument.Terms.SecurityId != cancel.SecurityID)
        {
            ApplyWithCare(state, ref sink, sender, in cancel);
            return;
        }
        ExecutionReports.Canceled(state, ref sink, sender, in cancel, instrument, in order, in level);
        state.OrderIndex.Remove(order.Terms.OrderId, orderIndex);
        ids.CloseAt(place, orderIndex, in order);
        instrument.Book.Remove(ref order, ref level);
        state.Orders.Free(orderIndex);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ApplyWithCare<TSink>(
        CoreState state, ref TSink sink, Session sender, in OrderCancelRequestBlock cancel)
        where TSink : struct, IEventSink
    {
        Request request = new(sender.Index, cancel.MsgSeqNum, cancel.ClOrdID);
        OrderReference reference = new()
        {
            OrderId = cancel.OrderID,
            OrigClOrdId = cancel.OrigClOrdID,
            SecurityId = cancel.SecurityID,
        };
        CxlRejReason reason = CxlRejReason.InvalidClOrdID;
        if (cancel.ClOrdID == 0
            || !OrderLookup.TryFind(state, sender.Index, ref reference, out int orderIndex, out reason))
        {
            CancelRejects.Write(
                state, ref sink, in request, in reference, CxlRejResponseTo.OrderCancelRequest, reason);
        }
        else
            OrderEnd.Cancel(state, ref sink, in request, orderIndex, CancelReason.UserRequested);
    }
}
