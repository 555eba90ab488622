namespace MatchingEngine.Core;

/// <summary>All orders in all books, for checks.</summary>
internal static class OpenOrderWalk
{
    public static IEnumerable<int> In(CoreState state)
    {
        for (int i = 0; i < state.Instruments.Count; i++)
        {
            Instrument instrument = state.Instruments[i];
            foreach (OrderBook? book in new[] { instrument.Book, instrument.Hidden, instrument.Stops })
            {
                foreach (BookSide? side in new[] { book?.Bids, book?.Offers })
                {
                    for (int rank = 0; rank < (side?.Count ?? 0); rank++)
                    {
                        int first = state.Levels[side!.LevelAt(rank)].Head;
                        for (int at = first; at != Pool<Order>.None; at = state.Orders[at].Next)
                            yield return at;
                    }
                }
            }
        }
    }
}
