namespace MatchingEngine.MarketData;

/// <summary>How snapshots are sent.</summary>
public sealed record SnapshotOptions
{
    private const int DefaultBytesPerSecond = 16 << 20;
    private const int DefaultCycleMillis = 250;
    private const int MinBytesPerSecond = 1 << 16;

    /// <summary>Bytes sent in a second at the most, 65,536 and up.</summary>
    public int BytesPerSecond { get; init; } = DefaultBytesPerSecond;

    /// <summary>
    /// Milliseconds from the beginning of a round of all instruments to the next one, if the round is not longer; 1 and
    /// up.
    /// </summary>
    public int CycleMillis { get; init; } = DefaultCycleMillis;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BytesPerSecond, MinBytesPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(CycleMillis, 1);
    }
}
