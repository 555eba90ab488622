using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>
/// A venue in small: does something at random to the book of one instrument and says so as the two streams would, each
/// command in one packet of orders and one of price levels. Both are right by construction: they follow the model.
/// </summary>
internal sealed class RandomBookFlow(int seed, uint securityId, int depth = int.MaxValue)
{
    private const long Tick = 1_000_000;
    private const long MiddlePrice = 100 * 100_000_000L;
    private const int MaxOrders = 400;

    private readonly Random _random = new(seed);
    private readonly List<BookOrderMessage> _messages = [];
    private ulong _nextOrderId = ((ulong)securityId << 32) + 1;
    private ulong _trades;

    public ModelBook Book { get; } = new();

    public uint SecurityId => securityId;

    public long EngineSequence { get; private set; }

    public ulong OrdersRptSeq { get; private set; }

    public ulong LevelsRptSeq { get; private set; }

    /// <summary>Next numbers of the two streams; several flows may share them.</summary>
    public FeedNumbers Numbers { get; init; } = new();

    /// <summary>Does one command.</summary>
    /// <param name="orders">Takes its packet of orders; empty when it has none.</param>
    /// <param name="levels">Takes its packet of price levels; empty when it has none.</param>
    public void Next(PacketWriter orders, PacketWriter levels)
    {
        EngineSequence = ++Numbers.Engine;
        (List<Level> bids, List<Level> offers) = (LevelsOf(MDEntryType.Bid), LevelsOf(MDEntryType.Offer));
        _messages.Clear();
        int dice = _random.Next(100);
        if (Book.All.Count == 0 || (dice < 45 && Book.All.Count < MaxOrders))
            Add();
        else if (dice < 60)
            Reduce();
        else if (dice < 70)
            Replace();
        else if (dice < 85)
            Delete();
        else
            Take();
        WriteOrders(orders);
        WriteLevels(levels, bids, offers);
    }

    private void Add()
    {
        MDEntryType side = _random.Next(2) == 0 ? MDEntryType.Bid : MDEntryType.Offer;
        ulong id = _nextOrderId++;
        long price = PriceFor(side);
        long quantity = _random.Next(1, 1_000);
        Book.Add(id, side, price, quantity);
        _messages.Add(new BookOrderMessage(OrderAddedBlock.TemplateId, id, side, price, quantity));
    }

    private void Reduce()
    {
        ModelOrder order = Any();
        if (order.Quantity == 1)
            return;
        long leaves = _random.NextInt64(1, order.Quantity);
        Book.Reduce(order.Id, leaves);
        _messages.Add(new BookOrderMessage(OrderReducedBlock.TemplateId, order.Id, order.Side, order.Price, leaves));
    }

    private void Replace()
    {
        ModelOrder order = Any();
        long price = PriceFor(order.Side);
        long quantity = _random.Next(1, 1_000);
        Book.Replace(order.Id, price, quantity);
        _messages.Add(
            new BookOrderMessage(OrderReplacedBlock.TemplateId, order.Id, order.Side, price, quantity));
    }

    private void Delete()
    {
        ModelOrder order = Any();
        Book.Reduce(order.Id, 0);
        _messages.Add(new BookOrderMessage(OrderDeletedBlock.TemplateId, order.Id, order.Side, order.Price, 0));
    }

    private void Take()
    {
        MDEntryType side = _random.Next(2) == 0 ? MDEntryType.Bid : MDEntryType.Offer;
        long left = _random.Next(1, 2_000);
        foreach (var maker in Book.Orders(side))
        {
            if (left == 0)
                break;
            long traded = Math.Min(left, maker.Quantity);
            left -= traded;
            Book.Reduce(maker.OrderId, maker.Quantity - traded);
            _messages.Add(new BookOrderMessage(
                OrderExecutedBlock.TemplateId, maker.OrderId, side, maker.Price, maker.Quantity - traded, traded));
        }
        if (_random.Next(4) == 0)
            _messages.Add(new BookOrderMessage(HiddenOrderExecutedBlock.TemplateId, 0, side, MiddlePrice, 0, 5));
    }

    private ModelOrder Any() => Book.All[_random.Next(Book.All.Count)];

    private long PriceFor(MDEntryType side)
    {
        int away = _random.Next(1, _random.Next(2, 60));
        return MiddlePrice + (side == MDEntryType.Bid ? -away * Tick : away * Tick);
    }

    private void WriteOrders(PacketWriter packet)
    {
        packet.Clear();
        for (int i = 0; i < _messages.Count; i++)
        {
            BookOrderMessage message = _messages[i];
            message.Write(packet, new MessageStart(
                ++Numbers.Orders,
                ++OrdersRptSeq,
                EngineSequence,
                securityId,
                i == _messages.Count - 1 ? MatchEventIndicator.EndOfEvent : default,
                message.TemplateId is OrderExecutedBlock.TemplateId or HiddenOrderExecutedBlock.TemplateId
                    ? ++_trades
                    : 0));
        }
    }

    private void WriteLevels(PacketWriter packet, List<Level> bids, List<Level> offers)
    {
        packet.Clear();
        List<PriceLevelEntryBlock> entries = [];
        AddEntries(entries, MDEntryType.Bid, bids, LevelsOf(MDEntryType.Bid));
        AddEntries(entries, MDEntryType.Offer, offers, LevelsOf(MDEntryType.Offer));
        if (entries.Count == 0)
            return;
        var block = new PriceLevelsBlock
        {
            ApplSeqNum = ++Numbers.Levels,
            RptSeq = ++LevelsRptSeq,
            EngineSequence = EngineSequence,
            TransactTime = EngineSequence * 1_000,
            SecurityID = securityId,
            MatchEventIndicator = MatchEventIndicator.EndOfEvent,
        };
        packet.Add(in block, [.. entries]);
    }

    /// <summary>Deletes first, from the worst place to the best, so that each place is that at its moment.</summary>
    private static void AddEntries(
        List<PriceLevelEntryBlock> entries, MDEntryType side, List<Level> before, List<Level> after)
    {
        for (int i = before.Count - 1; i >= 0; i--)
        {
            if (!after.Exists(level => level.Price == before[i].Price))
                entries.Add(Entry(side, MDUpdateAction.Delete, new Level(before[i].Price, 0, 0), i + 1));
        }
        for (int i = 0; i < after.Count; i++)
        {
            int was = before.FindIndex(level => level.Price == after[i].Price);
            if (was < 0)
                entries.Add(Entry(side, MDUpdateAction.New, after[i], i + 1));
            else if (before[was] != after[i])
                entries.Add(Entry(side, MDUpdateAction.Change, after[i], i + 1));
        }
    }

    private static PriceLevelEntryBlock Entry(MDEntryType side, MDUpdateAction action, Level level, int place) => new()
    {
        MDEntryPx = level.Price,
        MDEntrySize = level.Quantity,
        NumberOfOrders = (uint)level.Count,
        MDPriceLevel = (ushort)place,
        MDEntryType = side,
        MDUpdateAction = action,
    };

    private List<Level> LevelsOf(MDEntryType side) =>
        [.. Book.Levels(side, depth).Select(level => new Level(level.Price, level.Quantity, level.OrderCount))];

    private sealed record Level(long Price, long Quantity, int Count);
}
