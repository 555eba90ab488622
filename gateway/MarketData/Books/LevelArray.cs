namespace MatchingEngine.MarketData;

/// <summary>
/// Levels of a side in an array, the best one last: changes are near the best price mostly, so little is moved. Grows
/// when it is full and allocates nothing else.
/// </summary>
internal sealed class LevelArray
{
    private const int InitialCapacity = 64;
    private const int NearTheBest = 8;

    private BookLevel[] _levels = new BookLevel[InitialCapacity];

    public int Count { get; private set; }

    /// <summary>A level by its rank, 0 for the best.</summary>
    public ref BookLevel AtRank(int rank) => ref _levels[Count - 1 - rank];

    /// <summary>How many levels are better than this key.</summary>
    public int RankOf(long key) => Count - IndexAbove(key);

    /// <summary>The level of a key, made when there is none.</summary>
    public ref BookLevel FindOrAdd(long key)
    {
        int above = IndexAbove(key);
        if (above > 0 && _levels[above - 1].Key == key)
            return ref _levels[above - 1];
        MakeRoom(1);
        Array.Copy(_levels, above, _levels, above + 1, Count - above);
        Count++;
        _levels[above] = new BookLevel(key, 0, 0);
        return ref _levels[above];
    }

    /// <summary>Takes a level out that is there.</summary>
    public void Remove(long key)
    {
        int above = IndexAbove(key);
        Array.Copy(_levels, above, _levels, above - 1, Count - above);
        Count--;
    }

    /// <summary>
    /// Makes ranks from one on be those of another array, as many as there are there: from there on both arrays are
    /// equal.
    /// </summary>
    /// <param name="other">Where the levels come from.</param>
    /// <param name="firstRank">First rank that may differ.</param>
    /// <param name="oldEndRank">Rank here behind the last one that differs.</param>
    /// <param name="newEndRank">Rank there behind the last one that differs.</param>
    public void Replace(LevelArray other, int firstRank, int oldEndRank, int newEndRank)
    {
        int better = Count - firstRank;
        int worse = Count - oldEndRank;
        int middle = newEndRank - firstRank;
        int moved = worse + middle;
        MakeRoom(Math.Max(0, middle - (oldEndRank - firstRank)));
        Array.Copy(_levels, better, _levels, moved, firstRank);
        Array.Copy(other._levels, other.Count - newEndRank, _levels, worse, middle);
        Count = moved + firstRank;
    }

    // Index behind the levels that are worse than the key or have it: those from there on are better.
    private int IndexAbove(long key)
    {
        int index = Count;
        for (int steps = 0; index > 0 && steps < NearTheBest; steps++, index--)
        {
            if (_levels[index - 1].Key <= key)
                return index;
        }
        int low = 0;
        while (low < index)
        {
            int middle = (low + index) / 2;
            if (_levels[middle].Key <= key)
                low = middle + 1;
            else
                index = middle;
        }
        return low;
    }

    private void MakeRoom(int more)
    {
        if (Count + more > _levels.Length)
            Array.Resize(ref _levels, Math.Max(_levels.Length * 2, Count + more));
    }
}
