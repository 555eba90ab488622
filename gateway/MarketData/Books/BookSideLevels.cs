using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// What one side of a book displays by price, and what of it was published: the difference is what a command did.
/// </summary>
/// <param name="isBid">Which side.</param>
/// <param name="depth">How many levels are published, the best ones; 0 for all.</param>
internal sealed class BookSideLevels(bool isBid, int depth)
{
    private readonly LevelArray _levels = new();
    private readonly LevelArray _published = new();
    private readonly LevelChanges _additions = new();
    private long _bestTouched = long.MinValue;
    private long _worstTouched = long.MaxValue;

    /// <summary>Adds to a level, or takes from it: quantity in units, and orders.</summary>
    public void Change(long price, long quantity, int orders)
    {
        long key = isBid ? price : -price;
        _bestTouched = Math.Max(_bestTouched, key);
        _worstTouched = Math.Min(_worstTouched, key);
        ref BookLevel level = ref _levels.FindOrAdd(key);
        level.Quantity += quantity;
        level.OrderCount += orders;
        if (level.OrderCount == 0)
            _levels.Remove(key);
    }

    /// <summary>The best level as the quote of this side; price 0 when it is empty.</summary>
    public BookLevel Best
    {
        get
        {
            if (_levels.Count == 0)
                return default;
            BookLevel best = _levels.AtRank(0);
            return isBid ? best : best with { Key = -best.Key };
        }
    }

    /// <summary>
    /// Adds what has changed since the last call: levels that are gone, worst first, with the place they had; then
    /// those that are new or other, best first, with the place they have. Applied in this order, each place is right
    /// when its entry is applied.
    /// </summary>
    public void CollectChanges(LevelChanges changes)
    {
        if (_worstTouched > _bestTouched)
            return;
        int first = _levels.RankOf(_bestTouched);
        int newEnd = depth == 0 ? EndOfTouched(_levels) : Math.Min(depth, _levels.Count);
        int oldEnd = depth == 0 ? EndOfTouched(_published) : _published.Count;
        if (first < Math.Max(newEnd, oldEnd))
            Compare(changes, first, oldEnd, newEnd);
        _bestTouched = long.MinValue;
        _worstTouched = long.MaxValue;
    }

    // Rank behind the last level that is not worse than all that was touched.
    private int EndOfTouched(LevelArray levels)
    {
        int rank = levels.RankOf(_worstTouched);
        return rank < levels.Count && levels.AtRank(rank).Key == _worstTouched ? rank + 1 : rank;
    }

    private void Compare(LevelChanges changes, int first, int oldEnd, int newEnd)
    {
        int firstChange = changes.Count;
        int before = first;
        int now = first;
        while (before < oldEnd || now < newEnd)
        {
            long keyBefore = before < oldEnd ? _published.AtRank(before).Key : long.MinValue;
            long keyNow = now < newEnd ? _levels.AtRank(now).Key : long.MinValue;
            if (keyBefore > keyNow)
                changes.Add(isBid, in _published.AtRank(before), before++, MDUpdateAction.Delete);
            else if (keyNow > keyBefore)
                _additions.Add(isBid, in _levels.AtRank(now), now++, MDUpdateAction.New);
            else
            {
                if (_published.AtRank(before++) != _levels.AtRank(now))
                    _additions.Add(isBid, in _levels.AtRank(now), now, MDUpdateAction.Change);
                now++;
            }
        }
        changes.Reverse(firstChange);
        changes.Append(_additions);
        _additions.Clear();
        _published.Replace(_levels, first, oldEnd, newEnd);
    }
}
