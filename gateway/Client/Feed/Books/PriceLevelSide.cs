using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The levels of one side of a <see cref="PriceLevelBook"/>.</summary>
internal sealed class PriceLevelSide(MDEntryType type) : BookSide(type)
{
    private const int InitialCapacity = 64;

    private readonly NodePool<BookLevel> _levels = new(InitialCapacity);

    public override BookLevel LevelAt(int rank) => _levels[Prices.IndexAt(rank)];

    /// <summary>Applies what became of a level.</summary>
    /// <returns>False when it cannot be so.</returns>
    public bool TryApply(in PriceLevelEntryBlock entry)
    {
        bool isThere = Prices.TryFind(entry.MDEntryPx, out int position);
        switch (entry.MDUpdateAction)
        {
            case MDUpdateAction.New when !isThere && IsLevel(in entry):
                int index = _levels.Take();
                _levels[index] = LevelOf(in entry);
                Prices.Insert(position, entry.MDEntryPx, index);
                return true;
            case MDUpdateAction.Change when isThere && IsLevel(in entry):
                _levels[Prices.IndexAtPosition(position)] = LevelOf(in entry);
                return true;
            case MDUpdateAction.Delete when isThere && IsAt(in entry, position):
                _levels.Return(Prices.IndexAtPosition(position));
                Prices.RemoveAt(position);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a level stands where the message says.</summary>
    public bool IsAtItsPlace(in PriceLevelEntryBlock entry) =>
        Prices.TryFind(entry.MDEntryPx, out int position) && IsAt(in entry, position);

    public void Clear()
    {
        for (int rank = 0; rank < Prices.Count; rank++)
            _levels.Return(Prices.IndexAt(rank));
        Prices.Clear();
    }

    // Places beyond what the field can say all have its largest value.
    private bool IsAt(in PriceLevelEntryBlock entry, int position) =>
        entry.MDPriceLevel == Math.Min(Prices.RankOf(position) + 1, ushort.MaxValue);

    private static bool IsLevel(in PriceLevelEntryBlock entry) =>
        entry.MDEntrySize > 0 && entry.NumberOfOrders is > 0 and <= int.MaxValue;

    private static BookLevel LevelOf(in PriceLevelEntryBlock entry) =>
        new(entry.MDEntryPx, entry.MDEntrySize, (int)entry.NumberOfOrders);
}
