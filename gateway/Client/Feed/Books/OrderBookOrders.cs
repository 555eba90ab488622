namespace MatchingEngine.Client.Feed;

/// <summary>
/// Orders of a side of an <see cref="OrderBook"/>, best price first and first in queue first, for <c>foreach</c>
/// without allocation.
/// </summary>
public readonly struct OrderBookOrders
{
    private readonly OrderBookSide _side;
    private readonly int _firstRank;
    private readonly int _lastRank;

    internal OrderBookOrders(OrderBookSide side, int firstRank, int lastRank)
    {
        _side = side;
        _firstRank = firstRank;
        _lastRank = lastRank;
    }

    /// <summary>Begins before the first order.</summary>
    public Enumerator GetEnumerator() => new(_side, _firstRank, _lastRank);

    /// <summary>Goes from order to order.</summary>
    public struct Enumerator
    {
        private readonly OrderBookSide _side;
        private readonly int _lastRank;
        private int _nextRank;
        private int _order;
        private int _nextOrder;
        private long _price;

        internal Enumerator(OrderBookSide side, int firstRank, int lastRank)
        {
            _side = side;
            _lastRank = lastRank;
            _nextRank = firstRank;
            _order = NodePool<OrderNode>.None;
            _nextOrder = NodePool<OrderNode>.None;
        }

        /// <summary>The order reached.</summary>
        public readonly BookOrder Current
        {
            get
            {
                ref OrderNode node = ref _side.OrderAt(_order);
                return new BookOrder(node.OrderId, _price, node.Quantity);
            }
        }

        /// <summary>Goes on to the next order.</summary>
        /// <returns>False behind the last.</returns>
        public bool MoveNext()
        {
            if (_nextOrder == NodePool<OrderNode>.None)
            {
                if (_nextRank > _lastRank || _nextRank >= _side.Prices.Count)
                    return false;
                _price = _side.Prices.PriceAt(_nextRank);
                _nextOrder = _side.FirstOrderAt(_nextRank++);
            }
            _order = _nextOrder;
            _nextOrder = _side.OrderAt(_order).Next;
            return true;
        }
    }
}
