namespace MatchingEngine.Client.Feed;

/// <summary>Builds the books of any number of instruments out of one stream. Not thread-safe.</summary>
/// <typeparam name="TBook">What a book is.</typeparam>
public abstract class BookBuilder<TBook> where TBook : InstrumentBook
{
    private readonly InstrumentTable<TBook> _books = new();
    private readonly FeedState _initialState;

    private protected BookBuilder(FeedState initialState) => _initialState = initialState;

    /// <summary>All books, in the order in which they were first heard of.</summary>
    public IReadOnlyList<TBook> Books => _books.All;

    /// <summary>The book of an instrument; null when nothing was heard of it.</summary>
    public TBook? Find(uint securityId) => _books.Find(securityId);

    /// <summary>The book of an instrument; a new one when nothing was heard of it.</summary>
    public TBook GetOrAdd(uint securityId) => _books.Find(securityId) ?? AddBook(securityId);

    /// <summary>Applies a message of the stream; another kind is ignored.</summary>
    public abstract BookUpdate Apply(in FeedMessage message);

    /// <summary>Empties a book and makes it stale: something is known to be missing.</summary>
    public void Invalidate(uint securityId) => GetOrAdd(securityId).Clear(FeedState.Stale);

    /// <summary>Empties a book; it takes the stream from its first message on.</summary>
    public void Restart(uint securityId) => GetOrAdd(securityId).Clear(FeedState.Live);

    /// <summary>Begins to load a book from a snapshot: empties it. It takes no messages until the end.</summary>
    public void BeginSnapshot(uint securityId) => GetOrAdd(securityId).Clear(FeedState.Stale);

    private protected abstract TBook NewBook(uint securityId, FeedState state);

    private TBook AddBook(uint securityId)
    {
        TBook book = NewBook(securityId, _initialState);
        _books.Add(securityId, book);
        return book;
    }
}
