namespace Disruptor;

/// <summary>
/// Spins a hundred times, then offers its time slice to other threads at every turn: a short latency, and still usable
/// when there are more consumers than cores. Keeps its core busy while it waits.
/// </summary>
public sealed class YieldingWaitStrategy : IWaitStrategy
{
    private const int SpinCount = 100;

    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        var spinsLeft = SpinCount;
        long available;
        while ((available = dependentSequences.Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (spinsLeft > 0)
                spinsLeft--;
            else
                Thread.Yield();
        }

        return available;
    }

    /// <summary>Does nothing: nobody is ever blocked.</summary>
    public void SignalAllWhenBlocking()
    {
    }
}
