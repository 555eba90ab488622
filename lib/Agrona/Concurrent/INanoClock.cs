namespace Adaptive.Agrona.Concurrent;

/// <summary>Time that never goes back, since some moment.</summary>
public interface INanoClock
{
    /// <summary>The time now.</summary>
    /// <returns>Nanoseconds.</returns>
    long NanoTime();
}
