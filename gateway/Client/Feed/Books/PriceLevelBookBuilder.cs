using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Builds the price levels of any number of instruments out of the stream of price levels. Strict as
/// <see cref="OrderBookBuilder"/> is: a message that cannot be right empties the book and makes it
/// <see cref="FeedState.Stale"/>. Not thread-safe. Allocates when an instrument is new and when a book has more
/// levels than ever before; else nothing.
/// </summary>
public sealed class PriceLevelBookBuilder : BookBuilder<PriceLevelBook>
{
    /// <summary>Makes a builder without books.</summary>
    /// <param name="initialState">
    /// State of a new book: <see cref="FeedState.Live"/> (empty) for whoever has the stream from its beginning,
    /// otherwise <see cref="FeedState.Stale"/>.
    /// </param>
    public PriceLevelBookBuilder(FeedState initialState = FeedState.Live)
        : base(initialState)
    {
    }

    /// <inheritdoc/>
    public override BookUpdate Apply(in FeedMessage message)
    {
        if (message.TemplateId != PriceLevelsBlock.TemplateId)
            return BookUpdate.Ignored;
        PriceLevelBook book = GetOrAdd(message.SecurityId);
        if (book.State == FeedState.Stale || message.RptSeq <= book.RptSeq)
            return BookUpdate.Ignored;
        if (!TryApply(book, in message))
        {
            book.Clear(FeedState.Stale);
            return BookUpdate.WentStale;
        }
        book.Sequence.MoveTo(
            message.RptSeq,
            message.EngineSequence,
            message.TransactTime,
            message.IsEndOfEvent ? MatchEventIndicator.EndOfEvent : default);
        return BookUpdate.Applied;
    }

    /// <summary>Adds a level of a snapshot.</summary>
    /// <returns>False when the level cannot be right; the book is empty then, and the snapshot of no use.</returns>
    public bool AddSnapshotLevel(uint securityId, in PriceLevelEntryBlock entry)
    {
        PriceLevelBook book = GetOrAdd(securityId);
        if (IsSide(entry.MDEntryType)
            && entry.MDUpdateAction == MDUpdateAction.New
            && book.SideOf(entry.MDEntryType).TryApply(in entry)
            && book.SideOf(entry.MDEntryType).IsAtItsPlace(in entry))
            return true;
        book.Clear(FeedState.Stale);
        return false;
    }

    /// <summary>Ends a snapshot: the book is live from here on.</summary>
    /// <param name="securityId">The instrument.</param>
    /// <param name="rptSeq">RptSeq of the last message that the snapshot includes.</param>
    /// <param name="engineSequence">The engine's number of the command of that message.</param>
    /// <param name="transactTime">Matching time of it.</param>
    public void EndSnapshot(uint securityId, ulong rptSeq, long engineSequence, long transactTime)
    {
        PriceLevelBook book = GetOrAdd(securityId);
        book.Sequence.MoveTo(rptSeq, engineSequence, transactTime, MatchEventIndicator.EndOfEvent);
        book.State = FeedState.Live;
    }

    private static bool TryApply(PriceLevelBook book, in FeedMessage message)
    {
        if (!book.Sequence.IsNext(message.RptSeq, message.EngineSequence))
            return false;
        bool isWholeEvent = book.IsEventComplete && message.IsEndOfEvent;
        FeedEntries<PriceLevelEntryBlock> entries = message.Entries<PriceLevelEntryBlock>();
        for (int i = 0; i < entries.Count; i++)
        {
            ref readonly PriceLevelEntryBlock entry = ref entries[i];
            if (!IsSide(entry.MDEntryType) || !book.SideOf(entry.MDEntryType).TryApply(in entry))
                return false;
        }
        return !isWholeEvent || AreAtTheirPlaces(book, in entries);
    }

    /// <summary>
    /// Places are those after the command, so they can be looked at only when the whole command is in the message.
    /// </summary>
    private static bool AreAtTheirPlaces(PriceLevelBook book, in FeedEntries<PriceLevelEntryBlock> entries)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            ref readonly PriceLevelEntryBlock entry = ref entries[i];
            if (entry.MDUpdateAction != MDUpdateAction.Delete
                && !book.SideOf(entry.MDEntryType).IsAtItsPlace(in entry))
                return false;
        }
        return true;
    }

    private protected override PriceLevelBook NewBook(uint securityId, FeedState state) => new(securityId, state);

    private static bool IsSide(MDEntryType type) => type is MDEntryType.Bid or MDEntryType.Offer;
}
