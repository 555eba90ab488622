using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// A book of one instrument as a stream tells it: its price levels, whether it can be trusted, and how far it is.
/// </summary>
public abstract class InstrumentBook
{
    private BookSequence _sequence = new() { IsEventComplete = true };

    private protected InstrumentBook(uint securityId, FeedState state)
    {
        SecurityId = securityId;
        State = state;
    }

    /// <summary>The instrument.</summary>
    public uint SecurityId { get; }

    /// <summary>
    /// Whether the book can be trusted. In <see cref="FeedState.Stale"/> it takes no messages; only
    /// <see cref="FeedState.Live"/> is for use.
    /// </summary>
    public FeedState State { get; internal set; }

    /// <summary>Number of the instrument's last message that is in the book; 0 for none.</summary>
    public ulong RptSeq => _sequence.RptSeq;

    /// <summary>Number of the engine's command that the last message is of; 0 for none.</summary>
    public long EngineSequence => _sequence.EngineSequence;

    /// <summary>Matching time of the last message in nanoseconds since 1970-01-01T00:00:00Z; 0 for none.</summary>
    public long TransactTime => _sequence.TransactTime;

    /// <summary>Whether the last message ended what its command did. Between, the book is not consistent.</summary>
    public bool IsEventComplete => _sequence.IsEventComplete;

    internal ref BookSequence Sequence => ref _sequence;

    /// <summary>Number of price levels of a side.</summary>
    public int LevelCount(MDEntryType side) => LevelsOf(side).Prices.Count;

    /// <summary>The level with a rank; 0 is the best.</summary>
    /// <param name="side">Bid or offer.</param>
    /// <param name="rank">0 up to, not including, <see cref="LevelCount"/>.</param>
    public BookLevel LevelAt(MDEntryType side, int rank)
    {
        BookSide of = LevelsOf(side);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rank, (uint)of.Prices.Count, nameof(rank));
        return of.LevelAt(rank);
    }

    /// <summary>The best level of a side.</summary>
    /// <returns>False when the side is empty.</returns>
    public bool TryGetBest(MDEntryType side, out BookLevel best)
    {
        BookSide of = LevelsOf(side);
        bool any = of.Prices.Count > 0;
        best = any ? of.LevelAt(0) : default;
        return any;
    }

    /// <summary>Forgets all that it has and where it stood.</summary>
    internal void Clear(FeedState state)
    {
        ClearSides();
        _sequence = new BookSequence { IsEventComplete = true };
        State = state;
    }

    private protected abstract BookSide LevelsOf(MDEntryType side);

    private protected abstract void ClearSides();
}
