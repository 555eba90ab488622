using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The sweep with all that orders may have: hidden orders behind the displayed ones at each price, icebergs whose next
/// slice goes to the back, self-match prevention. Each step ends the taker, ends a maker or uses up a slice.
/// </summary>
internal static class FullSweep
{
    public static void Run<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref WorkingOrder taker,
        in TakerRule rule)
        where TSink : struct, IEventSink
    {
        BookSide shown = instrument.Book.OppositeOf(taker.Owner.Side);
        BookSide? hidden = instrument.Hidden?.OppositeOf(taker.Owner.Side);
        long firstTicks = 0;
        long lastTicks = 0;
        while (taker.Terms.LeavesLots > 0)
        {
            int levelIndex = NextLevel(shown, hidden, rule.BoundTicks);
            if (levelIndex == Pool<Level>.None)
                break;
            int makerIndex = state.Levels[levelIndex].Head;
            if (rule.SelfMatch.Forbids(state, makerIndex))
            {
                SelfMatches.Prevent(
                    state, ref sink, in request, instrument, ref taker, makerIndex, rule.SelfMatch.Instruction);
                continue;
            }
            lastTicks = state.Levels[levelIndex].PriceTicks;
            if (firstTicks == 0)
                firstTicks = lastTicks;
            Trade(state, ref sink, in request, instrument, ref taker, in rule, makerIndex, lastTicks);
        }
        if (lastTicks != 0)
            StopTriggers.AfterSweep(state, instrument, taker.Owner.Side, firstTicks, lastTicks);
    }

    // At one price, what is displayed goes before what is hidden.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextLevel(BookSide shown, BookSide? hidden, long boundTicks)
    {
        bool isShownReached = shown.IsReachedBy(boundTicks);
        if (hidden is not null && hidden.IsReachedBy(boundTicks)
            && (!isShownReached || hidden.IsBetter(hidden.BestTicks, shown.BestTicks)))
            return hidden.BestLevel;
        return isShownReached ? shown.BestLevel : Pool<Level>.None;
    }

    private static void Trade<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref WorkingOrder taker,
        in TakerRule rule, int makerIndex, long priceTicks)
        where TSink : struct, IEventSink
    {
        ref Order maker = ref state.Orders[makerIndex];
        long lots = Math.Min(taker.Terms.LeavesLots, maker.Terms.LeavesLots);
        uint makerAccount = maker.HasDetails ? state.Details[makerIndex].Account : 0;
        SelfTradeIndicator selfTrade =
            TradePrint.SelfTradeIf(maker.Session == taker.Owner.Session && makerAccount == rule.Account);
        TradePrint print = new(++state.LastTrdMatchId, priceTicks, lots, selfTrade);
        taker.Terms.Execute(lots);
        instrument.Book.Execute(makerIndex, lots);
        Exposures.MakerTraded(state, instrument, makerIndex, priceTicks, lots);
        Exposures.TakerTraded(state, in rule, taker.Owner.Side, lots);
        OrderOwner makerOwner = RestingOrders.OwnerOf(state, makerIndex);
        OrderTerms makerTerms = RestingOrders.TotalTermsOf(state, makerIndex);
        ExecutionReports.Trade(
            state, ref sink, in request, instrument, in makerOwner, in makerTerms, AggressorIndicator.Maker, in print);
        ExecutionReports.Trade(
            state, ref sink, in request, instrument, in taker.Owner, in taker.Terms,
            AggressorIndicator.Taker, in print);
        if (maker.Terms.LeavesLots > 0)
            return;
        if (makerTerms.LeavesLots == 0)
            Matcher.Remove(state, instrument, makerIndex);
        else
            Icebergs.ShowNext(state, ref sink, in request, instrument, makerIndex);
    }
}
