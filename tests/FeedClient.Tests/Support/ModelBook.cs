using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>A book as plainly as it can be written: a list of orders, sorted anew whenever somebody looks.</summary>
internal sealed class ModelBook
{
    private readonly List<ModelOrder> _orders = [];
    private long _arrival;

    public IReadOnlyList<ModelOrder> All => _orders;

    public void Add(ulong id, MDEntryType side, long price, long quantity) =>
        _orders.Add(new ModelOrder(id, side, price, quantity, ++_arrival));

    public void Reduce(ulong id, long leaves)
    {
        int at = _orders.FindIndex(order => order.Id == id);
        if (leaves == 0)
            _orders.RemoveAt(at);
        else
            _orders[at] = _orders[at] with { Quantity = leaves };
    }

    public void Replace(ulong id, long price, long quantity)
    {
        int at = _orders.FindIndex(order => order.Id == id);
        _orders[at] = _orders[at] with { Price = price, Quantity = quantity, Arrival = ++_arrival };
    }

    public List<BookOrder> Orders(MDEntryType side) =>
    [
        .. _orders.Where(order => order.Side == side)
            .OrderBy(order => side == MDEntryType.Bid ? -order.Price : order.Price)
            .ThenBy(order => order.Arrival)
            .Select(order => new BookOrder(order.Id, order.Price, order.Quantity)),
    ];

    public List<BookLevel> Levels(MDEntryType side, int depth = int.MaxValue) =>
    [
        .. Orders(side).GroupBy(order => order.Price)
            .Select(level => new BookLevel(level.Key, level.Sum(order => order.Quantity), level.Count()))
            .Take(depth),
    ];
}

internal sealed record ModelOrder(ulong Id, MDEntryType Side, long Price, long Quantity, long Arrival);
