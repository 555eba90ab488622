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
        long boundKey = shown.KeyOf(boundTicks);
        int shownRank = 0;
        int hiddenRank = 0;
        Count count = default;
        while (count.Lots < lots && !count.IsBlocked)
        {
            long shownKey = KeyAt(state, shown, shownRank);
            long hiddenKey = hidden is null ? long.MinValue : KeyAt(state, hidden, hiddenRank);
            if (Math.Max(shownKey, hiddenKey) < boundKey)
                break;
            int levelIndex = shownKey >= hiddenKey ? shown.LevelAt(shownRank++) : hidden!.LevelAt(hiddenRank++);
            Add(state, instrument, levelIndex, rule, ref count);
        }
        return count.Lots >= lots;
    }

    private static long KeyAt(CoreState state, BookSide side, int rank) =>
        rank < side.Count ? side.KeyOf(state.Levels[side.LevelAt(rank)].PriceTicks) : long.MinValue;

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
