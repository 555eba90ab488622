using MatchingEngine.MarketData;

namespace MatchingEngine.Tools.Service;

/// <summary>What the publishing side of a service is made with.</summary>
public sealed record FeedServiceOptions
{
    /// <summary>Directory of the Aeron media driver; null for the one that Aeron takes for this user.</summary>
    public string? AeronDirectory { get; init; }

    /// <summary>Whether a driver runs there already; else the service brings its own.</summary>
    public bool IsDriverExternal { get; init; }

    /// <summary>The streams.</summary>
    public FeedOptions Feed { get; init; } = new();

    /// <summary>Snapshots for those who come late.</summary>
    public SnapshotOptions Snapshots { get; init; } = new();

    /// <summary>Messages again for those who missed some.</summary>
    public ReplayOptions Replay { get; init; } = new();
}
