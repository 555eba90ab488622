using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The books of orders.</summary>
internal sealed class OrderBookFeed(
    MarketDataHandler handler, MarketDataSelection selection, int maxLogBytes, int expectedOrders)
    : BookFeed(handler, selection, maxLogBytes)
{
    public OrderBookBuilder Builder { get; } = new(expectedOrders, FeedState.Stale);

    protected override int BookCount => Builder.Books.Count;

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

    protected override uint SecurityIdAt(int index) => Builder.Books[index].SecurityId;

    protected override FeedState StateAt(int index) => Builder.Books[index].State;

    protected override FeedState StateOf(uint securityId) => Builder.GetOrAdd(securityId).State;

    protected override void SetState(uint securityId, FeedState state) => Builder.GetOrAdd(securityId).State = state;

    protected override void Invalidate(uint securityId) => Builder.Invalidate(securityId);

    protected override void Restart(uint securityId) => Builder.Restart(securityId);

    protected override BookUpdate Apply(in FeedMessage message) => Builder.Apply(in message);

    protected override void Report(uint securityId)
    {
        OrderBook book = Builder.GetOrAdd(securityId);
        if (book.State == FeedState.Live && book.IsEventComplete)
            Handler.OnOrderBook(book);
    }

    protected override void BeginLoad(uint securityId) => Builder.BeginSnapshot(securityId);

    protected override bool TryEndLoad(in SnapshotLoad load) =>
        load.OrderCount == load.Begin.TotNumOrders
        && Builder.EndSnapshot(
            load.Begin.SecurityID,
            load.Begin.OrdersRptSeq,
            load.Begin.LastEngineSequence,
            load.Begin.TransactTime,
            load.Digest);
}
