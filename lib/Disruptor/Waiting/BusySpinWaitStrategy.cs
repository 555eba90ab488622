namespace Disruptor;

/// <summary>Reads again at once: the shortest latency, at the price of a whole core for each consumer.</summary>
public sealed class BusySpinWaitStrategy : IWaitStrategy
{
    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        long available;
        while ((available = dependentSequences.Value) < sequence)
            cancellationToken.ThrowIfCancellationRequested();

        return available;
    }

    /// <summary>Does nothing: nobody is ever blocked.</summary>
    public void SignalAllWhenBlocking()
    {
    }
}
