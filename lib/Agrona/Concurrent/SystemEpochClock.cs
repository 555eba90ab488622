namespace Adaptive.Agrona.Concurrent;

/// <summary>The system's time of day. Any thread may ask.</summary>
public class SystemEpochClock : IEpochClock
{
    /// <summary>The one that everybody can share.</summary>
    public static readonly SystemEpochClock INSTANCE = new();

    /// <inheritdoc/>
    public long Time() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
