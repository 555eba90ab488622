using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The books of price levels.</summary>
internal sealed class PriceLevelBookFeed(MarketDataHandler handler, MarketDataSelection selection, int maxLogBytes)
    : BookFeed(handler, selection, maxLogBytes)
{
    public PriceLevelBookBuilder Builder { get; } = new(FeedState.Stale);

    protected override int BookCount => Builder.Books.Count;

    /// <summary>Adds price levels of a snapshot.</summary>
    public void Load(ref SnapshotLoad load, in FeedMessage message)
    {
        if (!IsLoading(in load))
        {
            load.TakesLevels = false;
            return;
        }
        FeedEntries<PriceLevelEntryBlock> entries = message.Entries<PriceLevelEntryBlock>();
        for (int i = 0; i < entries.Count; i++)
        {
            if (!Builder.AddSnapshotLevel(load.Begin.SecurityID, in entries[i]))
            {
                load.TakesLevels = false;
                return;
            }
            load.LevelCount++;
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
        PriceLevelBook book = Builder.GetOrAdd(securityId);
        if (book.State == FeedState.Live && book.IsEventComplete)
            Handler.OnPriceLevelBook(book);
    }

    protected override void BeginLoad(uint securityId) => Builder.BeginSnapshot(securityId);

    protected override bool TryEndLoad(in SnapshotLoad load)
    {
        if (load.LevelCount != load.Begin.TotNumPriceLevels)
            return false;
        Builder.EndSnapshot(
            load.Begin.SecurityID, load.Begin.PriceLevelsRptSeq, load.Begin.LastEngineSequence, load.Begin.TransactTime);
        return true;
    }
}
