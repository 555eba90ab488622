using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Ends orders whose time has come.</summary>
internal static class Expiries
{
    /// <summary>Ends good-till-date orders up to the engine time, by time, then by entry.</summary>
    public static void Expire<TSink>(CoreState state, ref TSink sink) where TSink : struct, IEventSink
    {
        Request nobody = Request.OfNobody;
        while (state.Expiry.NextTimeNanos <= state.TimeNanos && state.Expiry.Count > 0)
            OrderEnd.Unasked(state, ref sink, in nobody, state.Expiry.Top, CancelReason.Expired);
    }

    /// <summary>Ends day orders in order of entry, of one instrument or of all.</summary>
    /// <returns>How many orders ended.</returns>
    public static int CloseSession<TSink>(CoreState state, ref TSink sink, Instrument? instrument)
        where TSink : struct, IEventSink
    {
        Request nobody = Request.OfNobody;
        int ended = 0;
        int next;
        for (int at = state.DayOrders.First; at != Pool<Order>.None; at = next)
        {
            next = state.Details[at].Links.Day.Next;
            if (instrument is not null && state.Details[at].Instrument != instrument.Index)
                continue;
            OrderEnd.Unasked(state, ref sink, in nobody, at, CancelReason.TradingSessionClosed);
            ended++;
        }
        return ended;
    }
}
