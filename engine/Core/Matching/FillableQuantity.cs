using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Counts what an order would fill at once, without changing anything: what is displayed, hidden and in reserve, up to
/// a price, short of what self-match prevention would keep it from. Own orders are never counted; only when they
/// would be cancelled for it does the order get past them.
/// </summary>
internal static class FillableQuantity
{
    private ref struct Count
    {
        public long Lots;
        public bool IsBlocked;
    }

    public static bool IsAtLeast(
        CoreState state, Instrument instrument, Side side, long boundTicks, SelfMatchRule rule, long lots)
    {
        BookSide shown = instrument.Book.OppositeOf(side);
        BookSide? hidden = instrument.Hidden?.OppositeOf(side);
        int shownRank = 0;
        int hiddenRank = 0;
        Count count = default;
        while (count.Lots < lots && !count.IsBlocked)
        {
            int shownLevel = LevelAt(state, shown, shownRank, boundTicks);
            int hiddenLevel = LevelAt(state, hidden, hiddenRank, boundTicks);
            if (shownLevel == Pool<Level>.None && hiddenLevel == Pool<Level>.None)
                break;
            bool isHiddenNext = shownLevel == Pool<Level>.None
                || (hiddenLevel != Pool<Level>.None
                    && shown.IsBetter(state.Levels[hiddenLevel].PriceTicks, state.Levels[shownLevel].PriceTicks));
            if (isHiddenNext)
                hiddenRank++;
            else
                shownRank++;
            Add(state, instrument, isHiddenNext ? hiddenLevel : shownLevel, rule, ref count);
        }
        return count.Lots >= lots;
    }

    // The level of a rank, if there is one and it is not behind the bound.
    private static int LevelAt(CoreState state, BookSide? side, int rank, long boundTicks)
    {
        if (side is null || rank >= side.Count)
            return Pool<Level>.None;
        int level = side.LevelAt(rank);
        return side.IsBetter(boundTicks, state.Levels[level].PriceTicks) ? Pool<Level>.None : level;
    }

    // Slices first, in their order; what is in reserve comes after all of them.
    private static void Add(
        CoreState state, Instrument instrument, int levelIndex, SelfMatchRule rule, ref Count count)
    {
        ref Level level = ref state.Levels[levelIndex];
        if (!rule.IsOn && instrument.IcebergCount == 0)
        {
            count.Lots += level.Lots;
            return;
        }
        long reserve = 0;
        for (int at = level.Head; at != Pool<Order>.None; at = state.Orders[at].Next)
        {
            if (!rule.Forbids(state, at))
            {
                count.Lots += state.Orders[at].Terms.LeavesLots;
                if (state.Orders[at].HasDetails)
                    reserve += state.Details[at].ReserveLots;
            }
            else if (rule.Instruction != SelfMatchPreventionInstruction.CancelPassive)
            {
                count.IsBlocked = true;
                return;
            }
        }
        count.Lots += reserve;
    }
}
