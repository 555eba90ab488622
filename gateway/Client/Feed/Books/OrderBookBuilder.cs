using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Builds the books of any number of instruments out of the stream of orders. Strict: a message that cannot be right
/// after what a book has (an order that is not there or there already, a quantity that does not add up, a number
/// left out) empties the book and makes it <see cref="FeedState.Stale"/>; it never throws, and never shows a wrong
/// book. Not thread-safe. Allocates when an instrument is new and when there are more orders than ever before; else
/// nothing.
/// </summary>
/// <remarks>
/// A message with an RptSeq that the book has is left out, so that a snapshot may be followed by messages from before
/// it. A stale book comes back by a snapshot: <see cref="BookBuilder{TBook}.BeginSnapshot"/>, <see cref="AddSnapshotOrder"/>,
/// <see cref="EndSnapshot"/>; or from the very beginning of the stream after <see cref="BookBuilder{TBook}.Restart"/>.
/// </remarks>
public sealed class OrderBookBuilder : BookBuilder<OrderBook>
{
    private const int DefaultExpectedOrders = 65_536;

    private readonly OrderStore _store;

    /// <summary>Makes a builder without books.</summary>
    /// <param name="expectedOrders">Displayed orders of all books that fit without growing, 0 and up.</param>
    /// <param name="initialState">
    /// State of a new book: <see cref="FeedState.Live"/> (empty) for whoever has the stream from its beginning,
    /// otherwise <see cref="FeedState.Stale"/>.
    /// </param>
    public OrderBookBuilder(int expectedOrders = DefaultExpectedOrders, FeedState initialState = FeedState.Live)
        : base(initialState)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedOrders);
        _store = new OrderStore(expectedOrders);
    }

    /// <summary>Displayed orders of all books.</summary>
    public int OrderCount => _store.Index.Count;

    /// <inheritdoc/>
    public override BookUpdate Apply(in FeedMessage message) => message.TemplateId switch
    {
        OrderAddedBlock.TemplateId => Apply(in message.Block<OrderAddedBlock>()),
        OrderExecutedBlock.TemplateId => Apply(in message.Block<OrderExecutedBlock>()),
        OrderReducedBlock.TemplateId => Apply(in message.Block<OrderReducedBlock>()),
        OrderReplacedBlock.TemplateId => Apply(in message.Block<OrderReplacedBlock>()),
        OrderDeletedBlock.TemplateId => Apply(in message.Block<OrderDeletedBlock>()),
        HiddenOrderExecutedBlock.TemplateId => Apply(in message.Block<HiddenOrderExecutedBlock>()),
        _ => BookUpdate.Ignored,
    };

    /// <summary>Puts an order at the back of the queue of its price.</summary>
    public BookUpdate Apply(in OrderAddedBlock message)
    {
        if (!TryBegin(in StartOf(in message), out OrderBook book, out bool isNext))
            return BookUpdate.Ignored;
        bool fits = isNext
            && IsSide(message.MDEntryType)
            && message.MDEntrySize > 0
            && message.OrderID != 0
            && _store.Index.Find(message.OrderID) < 0
            && book.SideOf(message.MDEntryType).TryAdd(message.OrderID, message.MDEntryPx, message.MDEntrySize);
        return Finish(book, fits, in StartOf(in message));
    }

    /// <summary>Takes what has traded off an order.</summary>
    public BookUpdate Apply(in OrderExecutedBlock message)
    {
        if (!TryBegin(in StartOf(in message), out OrderBook book, out bool isNext))
            return BookUpdate.Ignored;
        bool fits = isNext
            && book.TryFind(message.OrderID, out int order, out OrderBookSide? side)
            && side!.Type == RestingSideOf(message.AggressorSide)
            && message.LastQty > 0
            && message.LeavesQty >= 0
            && side.OrderAt(order).Quantity - message.LastQty == message.LeavesQty
            && Leave(side, order, message.LeavesQty);
        return Finish(book, fits, in StartOf(in message));
    }

    /// <summary>Makes an order smaller.</summary>
    public BookUpdate Apply(in OrderReducedBlock message)
    {
        if (!TryBegin(in StartOf(in message), out OrderBook book, out bool isNext))
            return BookUpdate.Ignored;
        bool fits = isNext
            && book.TryFind(message.OrderID, out int order, out OrderBookSide? side)
            && side!.Type == message.MDEntryType
            && message.LeavesQty > 0
            && message.LeavesQty < side.OrderAt(order).Quantity
            && Leave(side, order, message.LeavesQty);
        return Finish(book, fits, in StartOf(in message));
    }

    /// <summary>Gives an order new terms; it goes to the back of the queue of its price.</summary>
    public BookUpdate Apply(in OrderReplacedBlock message)
    {
        if (!TryBegin(in StartOf(in message), out OrderBook book, out bool isNext))
            return BookUpdate.Ignored;
        bool fits = isNext
            && book.TryFind(message.OrderID, out int order, out OrderBookSide? side)
            && side!.Type == message.MDEntryType
            && message.MDEntrySize > 0
            && side.TryReplace(order, message.MDEntryPx, message.MDEntrySize);
        return Finish(book, fits, in StartOf(in message));
    }

    /// <summary>Takes an order out.</summary>
    public BookUpdate Apply(in OrderDeletedBlock message)
    {
        if (!TryBegin(in StartOf(in message), out OrderBook book, out bool isNext))
            return BookUpdate.Ignored;
        bool fits = isNext
            && book.TryFind(message.OrderID, out int order, out OrderBookSide? side)
            && side!.Type == message.MDEntryType
            && Leave(side, order, 0);
        return Finish(book, fits, in StartOf(in message));
    }

    /// <summary>Counts a trade of an order that is not displayed; the book stays as it is.</summary>
    public BookUpdate Apply(in HiddenOrderExecutedBlock message)
    {
        if (!TryBegin(in StartOf(in message), out OrderBook book, out bool isNext))
            return BookUpdate.Ignored;
        bool fits = isNext && message.LastQty > 0;
        return Finish(book, fits, in StartOf(in message));
    }

    /// <summary>Adds an order of a snapshot, at the back of the queue of its price.</summary>
    /// <returns>False when the order cannot be right; the book is empty then, and the snapshot of no use.</returns>
    public bool AddSnapshotOrder(uint securityId, in SnapshotOrderEntryBlock entry)
    {
        OrderBook book = GetOrAdd(securityId);
        if (IsSide(entry.MDEntryType) && entry.MDEntrySize > 0 && entry.OrderID != 0
            && _store.Index.Find(entry.OrderID) < 0
            && book.SideOf(entry.MDEntryType).TryAdd(entry.OrderID, entry.MDEntryPx, entry.MDEntrySize))
            return true;
        book.Clear(FeedState.Stale);
        return false;
    }

    /// <summary>
    /// Ends a snapshot: the book is live from here on when its digest is the one that the snapshot names.
    /// </summary>
    /// <param name="securityId">The instrument.</param>
    /// <param name="rptSeq">RptSeq of the last message that the snapshot includes.</param>
    /// <param name="engineSequence">The engine's number of the command of that message.</param>
    /// <param name="transactTime">Matching time of it.</param>
    /// <param name="digest">Digest of the orders.</param>
    /// <returns>False when the digest differs; the book is empty and stale then.</returns>
    public bool EndSnapshot(
        uint securityId, ulong rptSeq, long engineSequence, long transactTime, BookDigest digest)
    {
        OrderBook book = GetOrAdd(securityId);
        if (BookDigest.OfOrders(book) != digest)
        {
            book.Clear(FeedState.Stale);
            return false;
        }
        book.Sequence.MoveTo(rptSeq, engineSequence, transactTime, MatchEventIndicator.EndOfEvent);
        book.State = FeedState.Live;
        return true;
    }

    private protected override OrderBook NewBook(uint securityId, FeedState state) => new(_store, securityId, state);

    // What every published message begins with.
    private static ref readonly SecurityStatusBlock StartOf<TBlock>(in TBlock message)
        where TBlock : unmanaged, IMessageBlock =>
        ref Unsafe.As<TBlock, SecurityStatusBlock>(ref Unsafe.AsRef(in message));

    /// <summary>The book that a message is for; false when the book has it already, or is stale.</summary>
    private bool TryBegin(in SecurityStatusBlock start, out OrderBook book, out bool isNext)
    {
        book = GetOrAdd(start.SecurityID);
        isNext = book.Sequence.IsNext(start.RptSeq, start.EngineSequence);
        return book.State != FeedState.Stale && start.RptSeq > book.RptSeq;
    }

    private static bool IsSide(MDEntryType type) => type is MDEntryType.Bid or MDEntryType.Offer;

    private static MDEntryType RestingSideOf(AggressorSide aggressor) => aggressor switch
    {
        AggressorSide.Buy => MDEntryType.Offer,
        AggressorSide.Sell => MDEntryType.Bid,
        _ => MDEntryType.NULL_VALUE,
    };

    private static bool Leave(OrderBookSide side, int order, long leaves)
    {
        if (leaves == 0)
            side.Remove(order);
        else
            side.Reduce(order, leaves);
        return true;
    }

    private static BookUpdate Finish(OrderBook book, bool fits, in SecurityStatusBlock start)
    {
        if (!fits)
        {
            book.Clear(FeedState.Stale);
            return BookUpdate.WentStale;
        }
        book.Sequence.MoveTo(start.RptSeq, start.EngineSequence, start.TransactTime, start.MatchEventIndicator);
        return BookUpdate.Applied;
    }
}
