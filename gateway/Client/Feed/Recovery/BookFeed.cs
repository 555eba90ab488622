namespace MatchingEngine.Client.Feed;

/// <summary>The books that one stream builds, whatever they are.</summary>
internal abstract class BookFeed
{
    /// <summary>The stream; set right after it is made.</summary>
    public SequencedStream Sequence { get; set; } = null!;

    /// <summary>Times that a message could not be right after what its book had.</summary>
    public long InconsistencyCount { get; protected set; }

    /// <summary>Books loaded from a snapshot.</summary>
    public long SnapshotCount { get; protected set; }

    public abstract void OnMessage(in FeedMessage message);

    public abstract void OnStreamState(FeedState state);

    /// <summary>Messages up to a number will never come: no book is known any more.</summary>
    public abstract void OnLost(ulong endSeqNum);

    /// <summary>The venue numbers anew.</summary>
    public abstract void OnReset();
}
