namespace Adaptive.Agrona.Concurrent;

/// <summary>A status that somebody else sets.</summary>
public abstract class StatusIndicatorReader
{
    /// <summary>Id of the counter that holds it.</summary>
    public abstract int Id { get; }

    /// <summary>Reads it with acquire.</summary>
    /// <returns>The status.</returns>
    public abstract long GetVolatile();
}
