using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Keeps a taker from trading with an order of its own group. Nothing is printed.</summary>
internal static class SelfMatches
{
    public static void Prevent<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref WorkingOrder taker,
        int makerIndex, SelfMatchPreventionInstruction instruction)
        where TSink : struct, IEventSink
    {
        if (instruction == SelfMatchPreventionInstruction.DecrementAndCancel)
        {
            Decrement(state, ref sink, in request, instrument, ref taker, makerIndex);
            return;
        }
        if (instruction != SelfMatchPreventionInstruction.CancelAggressive)
            OrderEnd.Unasked(state, ref sink, in request, makerIndex, CancelReason.SelfMatchPrevention);
        if (instruction != SelfMatchPreventionInstruction.CancelPassive)
            EndTaker(state, ref sink, in request, instrument, ref taker);
    }

    // Both lose the smaller size; whichever is at nothing is gone. The maker keeps its place.
    private static void Decrement<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref WorkingOrder taker,
        int makerIndex)
        where TSink : struct, IEventSink
    {
        long makerLots = RestingOrders.TotalTermsOf(state, makerIndex).LeavesLots;
        long lots = Math.Min(makerLots, taker.Terms.LeavesLots);
        if (lots == makerLots)
            OrderEnd.Unasked(state, ref sink, in request, makerIndex, CancelReason.SelfMatchPrevention);
        else
        {
            RestingOrders.Reduce(state, instrument, makerIndex, lots);
            RestingOrders.WriteRestated(
                state, ref sink, in request, instrument, makerIndex, ExecRestatementReason.PartialDeclineOfOrderQty);
        }
        if (lots == taker.Terms.LeavesLots)
            EndTaker(state, ref sink, in request, instrument, ref taker);
        else
        {
            taker.Terms.Reduce(lots);
            Restatements.Write(
                state, ref sink, in request, instrument, in taker, shownLots: 0,
                ExecRestatementReason.PartialDeclineOfOrderQty);
        }
    }

    private static void EndTaker<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref WorkingOrder taker)
        where TSink : struct, IEventSink
    {
        ExecutionReports.Gone(state, ref sink, in request, instrument, in taker, CancelReason.SelfMatchPrevention);
        taker.Terms.Reduce(taker.Terms.LeavesLots);
    }
}
