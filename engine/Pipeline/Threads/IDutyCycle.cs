namespace MatchingEngine.Pipeline;

/// <summary>A stage that runs by being called again and again on one thread.</summary>
public interface IDutyCycle
{
    /// <summary>Does what can be done now without waiting.</summary>
    /// <returns>How much was done; 0 lets the thread idle.</returns>
    int DoWork();

    /// <summary>
    /// Waits until there may be work, at most this long. Called only in the thread layout that blocks when idle, and
    /// only after <see cref="DoWork"/> returned 0.
    /// </summary>
    /// <param name="timeoutMillis">Longest wait in milliseconds, 0 and up.</param>
    void AwaitWork(int timeoutMillis);
}
