namespace Disruptor;

/// <summary>
/// A consumer of events. All calls come from the one thread of its processor:
/// <see cref="OnStart"/>, then for each batch <see cref="OnBatchStart"/> and its events, at the end
/// <see cref="OnShutdown"/>.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
public interface IValueEventHandler<T>
    where T : struct
{
    /// <summary>Highest number of events in a batch, or null for no limit. Read once, at registration.</summary>
    int? MaxBatchSize => null;

    /// <summary>Handles one event.</summary>
    /// <param name="data">The slot itself; it may be changed for the consumers further down the chain.</param>
    /// <param name="sequence">The sequence of the event.</param>
    /// <param name="endOfBatch">True for the last event that is there to be read without waiting.</param>
    void OnEvent(ref T data, long sequence, bool endOfBatch);

    /// <summary>Called before the events of each batch with their number, at least 1.</summary>
    void OnBatchStart(long batchSize)
    {
    }

    /// <summary>Called on the consumer's thread before the first event.</summary>
    void OnStart()
    {
    }

    /// <summary>Called on the consumer's thread after the last event.</summary>
    void OnShutdown()
    {
    }

    /// <summary>Called when the wait strategy's time limit has passed without an event.</summary>
    /// <param name="sequence">The last handled sequence; -1 when there is none.</param>
    void OnTimeout(long sequence)
    {
    }
}
