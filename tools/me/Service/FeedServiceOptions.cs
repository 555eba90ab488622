using MatchingEngine.MarketData;

namespace MatchingEngine.Tools.Service;

/// <summary>What the publishing side of a service is made with.</summary>
public sealed record FeedServiceOptions
{
    /// <summary>Longest wait at the end that can be asked for, in milliseconds.</summary>
    public const int MaxLingerMillis = 60_000;

    /// <summary>Wait at the end when nothing else is asked for, in milliseconds.</summary>
    public const int DefaultLingerMillis = 2_000;

    /// <summary>Directory of the Aeron media driver; null for the one that Aeron takes for this user.</summary>
    public string? AeronDirectory { get; init; }

    /// <summary>Whether a driver runs there already; else the service brings its own.</summary>
    public bool IsDriverExternal { get; init; }

    /// <summary>
    /// How many milliseconds the end of the service waits at the most, 0 to <see cref="MaxLingerMillis"/>, for
    /// subscribers that have not received everything; 0 for not at all. A driver that runs there already delivers what
    /// is left without the service: then nothing is waited for.
    /// </summary>
    public int LingerMillis { get; init; } = DefaultLingerMillis;

    /// <summary>The streams.</summary>
    public FeedOptions Feed { get; init; } = new();

    /// <summary>Snapshots for those who come late.</summary>
    public SnapshotOptions Snapshots { get; init; } = new();

    /// <summary>Messages again for those who missed some.</summary>
    public ReplayOptions Replay { get; init; } = new();
}
