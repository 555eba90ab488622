namespace Adaptive.Agrona.Concurrent;

/// <summary>Excludes nobody, for what only one thread uses.</summary>
public class NoOpLock : ILock
{
    /// <summary>The one that everybody can share.</summary>
    public static readonly NoOpLock Instance = new();

    /// <inheritdoc/>
    public void Lock()
    {
    }

    /// <inheritdoc/>
    public void Unlock()
    {
    }

    /// <inheritdoc/>
    public bool TryLock() => true;
}
