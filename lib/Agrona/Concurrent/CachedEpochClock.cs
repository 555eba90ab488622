namespace Adaptive.Agrona.Concurrent;

/// <summary>A time that one thread sets and any thread reads.</summary>
public class CachedEpochClock : IEpochClock
{
    private long _timeMs;

    /// <inheritdoc/>
    public long Time() => Volatile.Read(ref _timeMs);

    /// <summary>Sets the time.</summary>
    /// <param name="timeMs">Milliseconds since 1970-01-01 UTC.</param>
    public void Update(long timeMs) => Volatile.Write(ref _timeMs, timeMs);
}
