using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>How the feed is published. A change of <see cref="Depth"/> begins another epoch.</summary>
public sealed record FeedOptions
{
    /// <summary>Aeron's stream id is this and the value of the stream.</summary>
    public const int StreamIdBase = 1_000;

    /// <summary>Channel when nothing else is asked for: shared memory of this machine.</summary>
    public const string DefaultChannel =
        "aeron:ipc?term-length=16m|untethered-window-limit-timeout=50ms|untethered-linger-timeout=50ms"
        + "|untethered-resting-timeout=1s";

    /// <summary>Largest depth that can be asked for.</summary>
    public const int MaxDepth = 10_000;

    /// <summary>Smallest store of recent messages of a stream, in bytes.</summary>
    public const int MinStoreLength = 1 << 16;

    /// <summary>Largest store of recent messages of a stream, in bytes.</summary>
    public const int MaxStoreLength = 1 << 30;

    private const int DefaultDepth = 10;
    private const int DefaultStoreLength = 1 << 24;
    private const int DefaultHeartbeatMillis = 1_000;

    /// <summary>Aeron channel that all streams are published on.</summary>
    public string Channel { get; init; } = DefaultChannel;

    /// <summary>
    /// A second Aeron channel (B) with the same packets, so that a subscriber of both misses only what is lost on both;
    /// null for none.
    /// </summary>
    public string? SecondChannel { get; init; }

    /// <summary>Price levels of a side that are published, 1 to <see cref="MaxDepth"/>; 0 for all.</summary>
    public int Depth { get; init; } = DefaultDepth;

    /// <summary>
    /// Bytes of recent messages of each stream that are kept for those who missed some: a power of two from
    /// <see cref="MinStoreLength"/> to <see cref="MaxStoreLength"/>.
    /// </summary>
    public int StoreLength { get; init; } = DefaultStoreLength;

    /// <summary>Milliseconds after which a quiet stream says that it lives, 1 and up.</summary>
    public int HeartbeatMillis { get; init; } = DefaultHeartbeatMillis;

    /// <summary>The Aeron stream id of a stream.</summary>
    public static int StreamIdOf(FeedStream stream) => StreamIdBase + (int)stream;

    /// <summary>The channels, one or two.</summary>
    internal IReadOnlyList<string> Channels => SecondChannel is null ? [Channel] : [Channel, SecondChannel];

    internal void Validate()
    {
        if (SecondChannel == Channel)
            throw new ArgumentException("The second channel is the first one.", nameof(SecondChannel));
        ArgumentOutOfRangeException.ThrowIfNegative(Depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Depth, MaxDepth);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeartbeatMillis, 1);
        if (StoreLength is < MinStoreLength or > MaxStoreLength || !int.IsPow2(StoreLength))
        {
            throw new ArgumentOutOfRangeException(
                nameof(StoreLength), StoreLength,
                $"must be a power of two from {MinStoreLength} to {MaxStoreLength}");
        }
    }
}
