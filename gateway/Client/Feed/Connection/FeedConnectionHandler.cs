namespace MatchingEngine.Client.Feed;

/// <summary>Whoever uses a <see cref="FeedConnection"/>: it takes messages and decides about gaps.</summary>
internal abstract class FeedConnectionHandler : SequencedStreamHandler
{
    /// <summary>
    /// What is missing will not come: too much, no place to ask, or refused for good. The handler skips it or stops.
    /// </summary>
    public abstract void OnGapUnfillable(SequencedStream stream, string reason);

    /// <summary>A packet of the stream of snapshots.</summary>
    public virtual void OnSnapshotPacket(int source, ReadOnlySpan<byte> packet, long nowMillis)
    {
    }
}
