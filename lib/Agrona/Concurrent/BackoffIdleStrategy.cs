namespace Adaptive.Agrona.Concurrent;

/// <summary>Spins at first, then yields, then sleeps for longer and longer.</summary>
public class BackoffIdleStrategy : IIdleStrategy
{
    private readonly long _maxSpins;
    private readonly long _maxYields;
    private readonly long _minParkPeriodMs;
    private readonly long _maxParkPeriodMs;
    private long _turns;
    private long _parkPeriodMs;

    /// <summary>Sets the stages.</summary>
    /// <param name="maxSpins">Turns that only spin.</param>
    /// <param name="maxYields">Turns after them that yield.</param>
    /// <param name="minParkPeriodMs">Milliseconds of the first sleep.</param>
    /// <param name="maxParkPeriodMs">Milliseconds of the longest sleep; each one is twice as long as the last.</param>
    public BackoffIdleStrategy(long maxSpins, long maxYields, long minParkPeriodMs, long maxParkPeriodMs)
    {
        _maxSpins = maxSpins;
        _maxYields = maxYields;
        _minParkPeriodMs = minParkPeriodMs;
        _maxParkPeriodMs = maxParkPeriodMs;
        _parkPeriodMs = minParkPeriodMs;
    }

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
    public void Idle()
    {
        if (_turns < _maxSpins)
        {
            _turns++;
            Thread.SpinWait(1);
        }
        else if (_turns < _maxSpins + _maxYields)
        {
            _turns++;
            Processor.Yield();
        }
        else
        {
            Thread.Sleep((int)_parkPeriodMs);
            _parkPeriodMs = Math.Min(_parkPeriodMs * 2, _maxParkPeriodMs);
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _turns = 0;
        _parkPeriodMs = _minParkPeriodMs;
    }
}
