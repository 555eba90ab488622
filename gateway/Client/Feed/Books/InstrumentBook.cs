namespace MatchingEngine.Client.Feed;

/// <summary>A book of one instrument as a stream tells it: whether it can be trusted, and how far it is.</summary>
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

    /// <summary>Forgets all that it has and where it stood.</summary>
    internal void Clear(FeedState state)
    {
        ClearSides();
        _sequence = new BookSequence { IsEventComplete = true };
        State = state;
    }

    private protected abstract void ClearSides();
}
