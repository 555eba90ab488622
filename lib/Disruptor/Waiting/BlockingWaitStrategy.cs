namespace Disruptor;

/// <summary>
/// Blocks until the cursor of the ring has moved, then spins for the consumers in front: for a machine whose cores are
/// needed elsewhere. A producer pays for the wake-up.
/// </summary>
public sealed class BlockingWaitStrategy : IWaitStrategy
{
    private readonly CursorGate _gate = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        _gate.WaitForCursor(sequence, dependentSequences, Timeout.Infinite, cancellationToken);
        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _gate.WakeAll();
}
