namespace Disruptor;

/// <summary>How a consumer spends the time until there is something to read. One object serves a whole ring.</summary>
public interface IWaitStrategy
{
    /// <summary>Whether producers have to call <see cref="SignalAllWhenBlocking"/> after publishing.</summary>
    bool IsBlockingStrategy { get; }

    /// <summary>Waits until the dependent sequences have reached a sequence.</summary>
    /// <returns>The highest available sequence, or a time-out.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled meanwhile.</exception>
    SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken);

    /// <summary>Wakes the consumers that are blocked.</summary>
    void SignalAllWhenBlocking();
}
