namespace Disruptor;

/// <summary>Where consumers sleep until the cursor of a ring has moved, and where producers wake them.</summary>
/// <remarks>
/// A producer takes the lock only when somebody sleeps. That is safe because both sides put a full fence between
/// what they tell and what they ask: the producer publishes, then looks for sleepers; the consumer counts itself as a
/// sleeper, then looks at the cursor. At least one of them sees the other.
/// </remarks>
internal sealed class CursorGate
{
    private readonly object _lock = new();
    private int _sleeperCount;

    /// <summary>Blocks until the cursor has reached a sequence.</summary>
    /// <returns>False when no wake-up came within <paramref name="timeoutMillis"/> (-1: no limit).</returns>
    internal bool WaitForCursor(
        long sequence,
        DependentSequenceGroup dependentSequences,
        int timeoutMillis,
        CancellationToken cancellationToken)
    {
        if (dependentSequences.CursorValue >= sequence)
            return true;

        lock (_lock)
        {
            Interlocked.Increment(ref _sleeperCount);
            try
            {
                while (dependentSequences.CursorValue < sequence)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!Monitor.Wait(_lock, timeoutMillis))
                        return false;
                }

                return true;
            }
            finally
            {
                Interlocked.Decrement(ref _sleeperCount);
            }
        }
    }

    /// <summary>Wakes all sleepers, so that they look at the cursor and at their token again.</summary>
    internal void WakeAll()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleeperCount) == 0)
            return;

        lock (_lock)
            Monitor.PulseAll(_lock);
    }
}
