namespace Disruptor;

/// <summary>Spins, then yields, then gives up its time slice by a sleep of length zero.</summary>
/// <param name="retries">Number of turns before the first sleep; all but the last hundred of them spin.</param>
public sealed class SleepingWaitStrategy(int retries = 200) : IWaitStrategy
{
    private const int YieldCount = 100;

    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        var retriesLeft = retries;
        long available;
        while ((available = dependentSequences.Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (retriesLeft > 0)
            {
                if (retriesLeft <= YieldCount)
                    Thread.Yield();

                retriesLeft--;
            }
            else
            {
                Thread.Sleep(0);
            }
        }

        return available;
    }

    /// <summary>Does nothing: nobody is ever blocked.</summary>
    public void SignalAllWhenBlocking()
    {
    }
}
