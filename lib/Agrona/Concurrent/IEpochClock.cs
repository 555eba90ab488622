namespace Adaptive.Agrona.Concurrent;

/// <summary>Time since 1970.</summary>
public interface IEpochClock
{
    /// <summary>The time now.</summary>
    /// <returns>Milliseconds since 1970-01-01 UTC.</returns>
    long Time();
}
