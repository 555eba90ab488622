namespace Adaptive.Agrona.Concurrent;

/// <summary>Makes idle strategies by name.</summary>
public static class IdleStrategyFactory
{
    /// <summary>Makes an idle strategy.</summary>
    /// <param name="strategyName">
    /// Name of the class without its namespace; anything unknown gives a <see cref="BackoffIdleStrategy"/>.
    /// </param>
    /// <param name="controllableStatus">
    /// Status for a <see cref="ControllableIdleStrategy"/>; else it may be null.
    /// </param>
    /// <returns>The strategy.</returns>
    public static IIdleStrategy Create(string strategyName, StatusIndicator? controllableStatus)
    {
        switch (strategyName)
        {
            case nameof(NoOpIdleStrategy):
                return new NoOpIdleStrategy();
            case nameof(BusySpinIdleStrategy):
                return new BusySpinIdleStrategy();
            case nameof(YieldingIdleStrategy):
                return new YieldingIdleStrategy();
            case nameof(SleepingIdleStrategy):
                return new SleepingIdleStrategy(1);
            case nameof(ControllableIdleStrategy):
                ArgumentNullException.ThrowIfNull(controllableStatus);
                controllableStatus.SetOrdered(ControllableIdleStrategy.PARK);
                return new ControllableIdleStrategy(controllableStatus);
            default:
                return new BackoffIdleStrategy(10, 40, 1, 16);
        }
    }
}
