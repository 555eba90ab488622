namespace MatchingEngine.Tools.Feed;

/// <summary>What a check of the feed has compared, and what it found.</summary>
internal sealed record CheckReport
{
    /// <summary>True when something was compared, nothing differs and nothing was lost or inconsistent.</summary>
    public required bool Ok { get; init; }

    /// <summary>Price levels held against those of the orders after the same command.</summary>
    public required long LevelComparisons { get; init; }

    /// <summary>Best bids and offers held against those of the orders after the same command.</summary>
    public required long BestComparisons { get; init; }

    /// <summary>Books of orders held against the engine's own after the same command.</summary>
    public required long EngineOrderComparisons { get; init; }

    /// <summary>Books of price levels held against the engine's own after the same command.</summary>
    public required long EngineLevelComparisons { get; init; }

    /// <summary>Number of the last command after which the engine's own books were looked at.</summary>
    public required long EngineSequence { get; init; }

    /// <summary>Comparisons that differ.</summary>
    public required long Differences { get; init; }

    /// <summary>The first difference in words; null when there is none.</summary>
    public required string? FirstDifference { get; init; }

    /// <summary>Messages received, missed ones included.</summary>
    public required long Messages { get; init; }

    /// <summary>Messages that were missed and fetched.</summary>
    public required long Fetched { get; init; }

    /// <summary>Messages that were missed for good.</summary>
    public required ulong Lost { get; init; }

    /// <summary>Messages that could not be right after what the book had.</summary>
    public required long Inconsistencies { get; init; }

    /// <summary>Books loaded from snapshots.</summary>
    public required long Snapshots { get; init; }

    /// <summary>Instruments whose books are live at the end.</summary>
    public required int LiveBooks { get; init; }
}
