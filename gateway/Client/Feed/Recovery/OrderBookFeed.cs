using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The books of orders.</summary>
internal sealed class OrderBookFeed(
    OrderBookBuilder builder, MarketDataHandler handler, MarketDataSelection selection, int maxLogBytes)
    : InstrumentBookFeed<OrderBook>(builder, handler, selection, maxLogBytes)
{
    public OrderBookBuilder Builder { get; } = builder;

    /// <summary>Adds orders of a snapshot.</summary>
    public void Load(ref SnapshotLoad load, in FeedMessage message)
    {
        if (!IsLoading(in load))
        {
            load.TakesOrders = false;
            return;
        }
        FeedEntries<SnapshotOrderEntryBlock> entries = message.Entries<SnapshotOrderEntryBlock>();
        for (int i = 0; i < entries.Count; i++)
        {
            if (!Builder.AddSnapshotOrder(load.Begin.SecurityID, in entries[i]))
            {
                load.TakesOrders = false;
                return;
            }
            load.OrderCount++;
        }
    }

    protected override void Show(OrderBook book) => Handler.OnOrderBook(book);

    protected override bool TryEndLoad(in SnapshotLoad load) =>
        load.OrderCount == load.Begin.TotNumOrders
        && Builder.EndSnapshot(
            load.Begin.SecurityID,
            load.Begin.OrdersRptSeq,
            load.Begin.LastEngineSequence,
            load.Begin.TransactTime,
            load.Digest);
}
