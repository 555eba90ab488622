using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Entries of a PriceLevels message, gathered for one command; kept and filled again for the next.</summary>
internal sealed class LevelChanges
{
    /// <summary>Places beyond are written as this one.</summary>
    private const int LastPlace = 65_534;

    private PriceLevelEntryBlock[] _entries = new PriceLevelEntryBlock[64];

    public int Count { get; private set; }

    public ReadOnlySpan<PriceLevelEntryBlock> Entries => _entries.AsSpan(0, Count);

    /// <summary>The place of a rank as it is written: 1 for the best.</summary>
    public static ushort PlaceOf(int rank) => (ushort)Math.Min(rank + 1, LastPlace);

    public void Clear() => Count = 0;

    /// <param name="isBid">Side of the book.</param>
    /// <param name="level">The level as it is, or was when it is deleted.</param>
    /// <param name="rank">Its place, 0 for the best.</param>
    /// <param name="action">What became of it.</param>
    public void Add(bool isBid, in BookLevel level, int rank, MDUpdateAction action)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        bool isDeleted = action == MDUpdateAction.Delete;
        _entries[Count++] = new PriceLevelEntryBlock
        {
            MDEntryPx = isBid ? level.Key : -level.Key,
            MDEntrySize = isDeleted ? 0 : level.Quantity,
            NumberOfOrders = isDeleted ? 0 : (uint)level.OrderCount,
            MDPriceLevel = PlaceOf(rank),
            MDEntryType = isBid ? MDEntryType.Bid : MDEntryType.Offer,
            MDUpdateAction = action,
        };
    }

    /// <summary>Adds all of another's entries.</summary>
    public void Append(LevelChanges other)
    {
        if (Count + other.Count > _entries.Length)
            Array.Resize(ref _entries, Math.Max(Count + other.Count, _entries.Length * 2));
        other.Entries.CopyTo(_entries.AsSpan(Count));
        Count += other.Count;
    }

    /// <summary>Turns the order of the last entries round.</summary>
    public void Reverse(int first) => _entries.AsSpan(first, Count - first).Reverse();
}
