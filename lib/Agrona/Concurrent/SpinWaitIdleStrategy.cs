namespace Adaptive.Agrona.Concurrent;

/// <summary>Spins at first, then yields, then sleeps, as the run-time's own spin-wait does.</summary>
public class SpinWaitIdleStrategy : IIdleStrategy
{
    private SpinWait _spinWait;

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount > 0)
        {
            Reset();
        }
        else
        {
            Idle();
        }
    }

    /// <inheritdoc/>
    public void Idle() => _spinWait.SpinOnce();

    /// <inheritdoc/>
    public void Reset() => _spinWait.Reset();
}
