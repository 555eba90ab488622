using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Ends a resting order that its owner wants no more of: told, then out of book, index and session in one command.
/// </summary>
internal static class OrderEnd
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cancel<TSink>(
        CoreState state, ref TSink sink, in Request request, int orderIndex, CancelReason reason)
        where TSink : struct, IEventSink
    {
        ref Order order = ref state.Orders[orderIndex];
        ref Level level = ref state.Levels[order.Level];
        Instrument instrument = state.Instruments[level.Instrument];
        ExecutionReports.Canceled(
            state, ref sink, in request, instrument, level.Side, level.PriceTicks, in order.Terms, reason);
        Matcher.Remove(state, instrument, orderIndex);
    }
}
