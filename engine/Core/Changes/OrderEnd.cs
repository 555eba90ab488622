using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Ends a resting order that its owner wants no more of: told, then out of book, index and session in one command.
/// </summary>
internal static class OrderEnd
{
    public static void Cancel<TSink>(
        CoreState state, ref TSink sink, in Request request, int orderIndex, CancelReason reason)
        where TSink : struct, IEventSink
    {
        Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
        WorkingOrder ended = RestingOrders.Total(state, orderIndex);
        ExecutionReports.Canceled(
            state, ref sink, state.Sessions[request.Session], in request, instrument, in ended, reason);
        Matcher.Remove(state, instrument, orderIndex);
    }

    /// <summary>Ends an order that its owner has not asked to end.</summary>
    /// <param name="state">The engine's state.</param>
    /// <param name="sink">Where the event goes.</param>
    /// <param name="request">The request under which it happens, whosever.</param>
    /// <param name="orderIndex">The order.</param>
    /// <param name="reason">Why.</param>
    public static void Unasked<TSink>(
        CoreState state, ref TSink sink, in Request request, int orderIndex, CancelReason reason)
        where TSink : struct, IEventSink
    {
        Instrument instrument = RestingOrders.InstrumentOf(state, orderIndex);
        WorkingOrder ended = RestingOrders.Total(state, orderIndex);
        ExecutionReports.Gone(state, ref sink, in request, instrument, in ended, reason);
        Matcher.Remove(state, instrument, orderIndex);
    }
}
