namespace Adaptive.Agrona.Concurrent;

/// <summary>Mutual exclusion.</summary>
public interface ILock
{
    /// <summary>Takes it; waits until it is free.</summary>
    void Lock();

    /// <summary>Gives it back.</summary>
    void Unlock();

    /// <summary>Takes it if it is free.</summary>
    /// <returns>Whether it was taken.</returns>
    bool TryLock();
}
