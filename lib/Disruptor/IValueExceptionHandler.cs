namespace Disruptor;

/// <summary>
/// Decides what becomes of an exception that left an event handler. Called on the consumer's thread.
/// When a method returns, the consumer goes on; when it throws, the consumer ends.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
public interface IValueExceptionHandler<T>
    where T : struct
{
    /// <summary>The handling of an event failed; when this returns, the event counts as handled.</summary>
    void HandleEventException(Exception ex, long sequence, ref T evt);

    /// <summary>The handling of a time-out failed.</summary>
    void HandleOnTimeoutException(Exception ex, long sequence);

    /// <summary><see cref="IValueEventHandler{T}.OnStart"/> failed.</summary>
    void HandleOnStartException(Exception ex);

    /// <summary><see cref="IValueEventHandler{T}.OnShutdown"/> failed.</summary>
    void HandleOnShutdownException(Exception ex);
}
