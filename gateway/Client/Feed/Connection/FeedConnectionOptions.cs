namespace MatchingEngine.Client.Feed;

/// <summary>Where a feed is received from.</summary>
public sealed record FeedConnectionOptions
{
    /// <summary>Stream id of Aeron that the number of a feed stream is added to.</summary>
    public const int DefaultStreamIdBase = 1_000;

    /// <summary>Directory of the media driver; null for what Aeron itself takes for this user.</summary>
    public string? AeronDirectory { get; init; }

    /// <summary>Aeron channel of the feed.</summary>
    public string Channel { get; init; } = "aeron:ipc";

    /// <summary>A second channel with the same content (B), or null.</summary>
    public string? SecondChannel { get; init; }

    /// <summary>Added to the number of a feed stream, gives the stream id of Aeron.</summary>
    public int StreamIdBase { get; init; } = DefaultStreamIdBase;

    /// <summary>Where missed messages are asked for; null when there is no such place.</summary>
    public ReplayClientOptions? Replay { get; init; }

    /// <summary>So many milliseconds without a packet of a stream mean that the venue is silent, 1 and up.</summary>
    public int SilenceMillis { get; init; } = 3_000;

    /// <summary>
    /// With two channels: so many milliseconds a message may still come from the other one before it is asked for,
    /// 0 and up.
    /// </summary>
    public int ArbitrationMillis { get; init; } = 5;

    /// <summary>Packets taken from one stream of one channel in a turn, 1 and up.</summary>
    public int PacketsPerTurn { get; init; } = 64;

    /// <summary>Messages of a stream that can be held behind a gap, 2 to 2^24.</summary>
    public int MaxHeldMessages { get; init; } = SequencedStream.DefaultMaxHeldMessages;

    /// <summary>Bytes of such messages, at least a packet.</summary>
    public int MaxHeldBytes { get; init; } = SequencedStream.DefaultMaxHeldBytes;

    /// <summary>The clock for time-outs.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Asked about each packet with the number of its stream; true drops it as if it had never come. Null: all arrive.
    /// </summary>
    internal Func<int, bool>? LosePacket { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Channel);
        ArgumentOutOfRangeException.ThrowIfLessThan(SilenceMillis, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ArbitrationMillis);
        ArgumentOutOfRangeException.ThrowIfLessThan(PacketsPerTurn, 1);
        Replay?.Validate();
    }
}
