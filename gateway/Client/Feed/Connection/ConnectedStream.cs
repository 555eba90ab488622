namespace MatchingEngine.Client.Feed;

/// <summary>A stream of a connection and how its gap is being filled.</summary>
internal sealed class ConnectedStream(
    SequencedStream sequence, GapFillPolicy policy, FeedConnectionHandler handler, Func<int, bool>? losePacket)
    : FeedPacketHandler
{
    public SequencedStream Sequence => sequence;

    public GapFillPolicy Policy => policy;

    /// <summary>Decides about gaps.</summary>
    public FeedConnectionHandler Handler => handler;

    /// <summary>When the gap was seen, or when its last message came in.</summary>
    public long ProgressMillis { get; set; }

    /// <summary>The number that was due at that time; 0 without a gap.</summary>
    public ulong ProgressSeqNum { get; set; }

    /// <summary>Number of the last missing message that another channel has been given time for; 0 without a
    /// gap.</summary>
    public ulong ArbitratedSeqNum { get; set; }

    /// <summary>Not before this is asked again.</summary>
    public long NotBeforeMillis { get; set; }

    public override void OnPacket(int source, ReadOnlySpan<byte> packet, long nowMillis)
    {
        if (losePacket is not null && losePacket((int)sequence.Stream))
            return;
        sequence.OnPacket(source, packet, nowMillis);
    }
}
