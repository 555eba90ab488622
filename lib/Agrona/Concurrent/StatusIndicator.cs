namespace Adaptive.Agrona.Concurrent;

/// <summary>A status that one thread sets and any thread reads.</summary>
public abstract class StatusIndicator : StatusIndicatorReader
{
    /// <summary>Sets it with release.</summary>
    /// <param name="value">The status.</param>
    public abstract void SetOrdered(long value);
}
