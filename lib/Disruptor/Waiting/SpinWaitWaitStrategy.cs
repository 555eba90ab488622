namespace Disruptor;

/// <summary>Waits with <see cref="SpinWait"/>, which sleeps for a millisecond when nothing happens for long.</summary>
public sealed class SpinWaitWaitStrategy : IWaitStrategy
{
    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken) =>
        dependentSequences.SpinWaitFor(sequence, cancellationToken);

    /// <summary>Does nothing: nobody is ever blocked.</summary>
    public void SignalAllWhenBlocking()
    {
    }
}
