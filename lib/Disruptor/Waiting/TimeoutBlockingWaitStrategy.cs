namespace Disruptor;

/// <summary>As <see cref="BlockingWaitStrategy"/>, but a wait for the cursor ends after a time limit.</summary>
/// <param name="timeout">The time limit, in steps of a millisecond, at most about 24 days.</param>
public sealed class TimeoutBlockingWaitStrategy(TimeSpan timeout) : IWaitStrategy
{
    private readonly CursorGate _gate = new();
    private readonly int _timeoutMillis = checked((int)timeout.TotalMilliseconds);

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        if (!_gate.WaitForCursor(sequence, dependentSequences, _timeoutMillis, cancellationToken))
            return SequenceWaitResult.Timeout;

        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _gate.WakeAll();
}
