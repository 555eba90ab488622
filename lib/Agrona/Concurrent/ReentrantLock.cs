namespace Adaptive.Agrona.Concurrent;

/// <summary>A lock that a thread may take as often as it gives it back.</summary>
public class ReentrantLock : ILock
{
    private readonly object _monitor = new();

    /// <inheritdoc/>
    public void Lock() => Monitor.Enter(_monitor);

    /// <inheritdoc/>
    public void Unlock() => Monitor.Exit(_monitor);

    /// <inheritdoc/>
    public bool TryLock() => Monitor.TryEnter(_monitor);
}
