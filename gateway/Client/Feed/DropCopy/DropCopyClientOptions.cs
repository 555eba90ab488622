namespace MatchingEngine.Client.Feed;

/// <summary>How fills are received.</summary>
public sealed record DropCopyClientOptions
{
    /// <summary>Where they are received from; the place to ask for missed messages is needed.</summary>
    public required FeedConnectionOptions Connection { get; init; }

    /// <summary>
    /// File that keeps the position, made when it is not there; one client at a time can have it. Null: the handler
    /// keeps the position itself.
    /// </summary>
    public string? CheckpointFile { get; init; }

    /// <summary>When the file is synced.</summary>
    public CheckpointSync Sync { get; init; } = CheckpointSync.EachTurn;

    /// <summary>
    /// The first fill for a client that has no position yet, 1 and up: 1 is the first of the journal.
    /// </summary>
    public ulong FirstSeqNum { get; init; } = 1;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Connection);
        Connection.Validate();
        if (Connection.Replay is null)
            throw new ArgumentException("A drop copy needs a place to ask for missed fills.", nameof(Connection));
        ArgumentOutOfRangeException.ThrowIfZero(FirstSeqNum);
    }
}
