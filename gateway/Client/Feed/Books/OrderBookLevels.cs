namespace MatchingEngine.Client.Feed;

/// <summary>
/// The levels of a side of an <see cref="OrderBook"/>, best first, for <c>foreach</c> without allocation.
/// </summary>
public readonly struct OrderBookLevels
{
    private readonly OrderBookSide _side;

    internal OrderBookLevels(OrderBookSide side) => _side = side;

    /// <summary>Begins before the best level.</summary>
    public Enumerator GetEnumerator() => new(_side);

    /// <summary>Goes from level to level.</summary>
    public struct Enumerator
    {
        private readonly OrderBookSide _side;
        private int _rank;

        internal Enumerator(OrderBookSide side)
        {
            _side = side;
            _rank = -1;
        }

        /// <summary>The level reached.</summary>
        public readonly BookLevel Current => _side.LevelAt(_rank);

        /// <summary>Goes on to the next level.</summary>
        /// <returns>False behind the last.</returns>
        public bool MoveNext() => ++_rank < _side.Prices.Count;
    }
}
