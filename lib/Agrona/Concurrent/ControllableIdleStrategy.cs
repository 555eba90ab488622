namespace Adaptive.Agrona.Concurrent;

/// <summary>Idles as a status says, which may change at any time.</summary>
public class ControllableIdleStrategy : IIdleStrategy
{
    /// <summary>Nobody has set the status; idles as with <see cref="PARK"/>.</summary>
    public const int NOT_CONTROLLED = 0;

    /// <summary>Does nothing.</summary>
    public const int NOOP = 1;

    /// <summary>Spins.</summary>
    public const int BUSY_SPIN = 2;

    /// <summary>Offers the core to other threads.</summary>
    public const int YIELD = 3;

    /// <summary>Sleeps for a millisecond.</summary>
    public const int PARK = 4;

    private readonly StatusIndicatorReader _statusIndicatorReader;

    /// <summary>Follows a status.</summary>
    /// <param name="statusIndicatorReader">The status, one of the constants of this class.</param>
    public ControllableIdleStrategy(StatusIndicatorReader statusIndicatorReader) =>
        _statusIndicatorReader = statusIndicatorReader;

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount <= 0)
        {
            Idle();
        }
    }

    /// <inheritdoc/>
    public void Idle()
    {
        switch ((int)_statusIndicatorReader.GetVolatile())
        {
            case NOOP:
                break;
            case BUSY_SPIN:
                Thread.SpinWait(1);
                break;
            case YIELD:
                Processor.Yield();
                break;
            default:
                Thread.Sleep(1);
                break;
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
    }
}
