namespace Adaptive.Agrona.Concurrent;

/// <summary>Offers the core to other threads that are ready.</summary>
public sealed class YieldingIdleStrategy : IIdleStrategy
{
    /// <summary>The one that everybody can share.</summary>
    public static readonly YieldingIdleStrategy INSTANCE = new();

    /// <inheritdoc/>
    public void Idle(int workCount)
    {
        if (workCount <= 0)
        {
            Idle();
        }
    }

    /// <inheritdoc/>
    public void Idle() => Processor.Yield();

    /// <inheritdoc/>
    public void Reset()
    {
    }
}
