namespace Adaptive.Agrona.Concurrent;

/// <summary>Sleeps: highest latency, no load.</summary>
public sealed class SleepingIdleStrategy : IIdleStrategy
{
    private readonly int _sleepPeriodMs;

    /// <summary>Sleeps for a fixed time.</summary>
    /// <param name="sleepPeriodMs">Milliseconds, zero or more.</param>
    public SleepingIdleStrategy(int sleepPeriodMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sleepPeriodMs);
        _sleepPeriodMs = sleepPeriodMs;
    }

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount <= 0)
        {
            Idle();
        }
    }

    /// <inheritdoc/>
    public void Idle() => Thread.Sleep(_sleepPeriodMs);

    /// <inheritdoc/>
    public void Reset()
    {
    }
}
