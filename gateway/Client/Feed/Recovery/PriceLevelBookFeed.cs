using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The books of price levels.</summary>
internal sealed class PriceLevelBookFeed(
    PriceLevelBookBuilder builder, MarketDataHandler handler, MarketDataSelection selection, int maxLogBytes)
    : InstrumentBookFeed<PriceLevelBook>(builder, handler, selection, maxLogBytes)
{
    public PriceLevelBookBuilder Builder { get; } = builder;

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

    protected override void Show(PriceLevelBook book) => Handler.OnPriceLevelBook(book);

    protected override bool TryEndLoad(in SnapshotLoad load)
    {
        if (load.LevelCount != load.Begin.TotNumPriceLevels)
            return false;
        Builder.EndSnapshot(
            load.Begin.SecurityID, load.Begin.PriceLevelsRptSeq, load.Begin.LastEngineSequence, load.Begin.TransactTime);
        return true;
    }
}
