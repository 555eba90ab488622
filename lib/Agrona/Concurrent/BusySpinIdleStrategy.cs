namespace Adaptive.Agrona.Concurrent;

/// <summary>Spins: lowest latency, one core.</summary>
public sealed class BusySpinIdleStrategy : IIdleStrategy
{
    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount <= 0)
        {
            Idle();
        }
    }

    /// <inheritdoc/>
    public void Idle() => Thread.SpinWait(0);

    /// <inheritdoc/>
    public void Reset()
    {
    }
}
