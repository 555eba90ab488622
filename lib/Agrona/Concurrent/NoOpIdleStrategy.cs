namespace Adaptive.Agrona.Concurrent;

/// <summary>Does nothing at all.</summary>
public sealed class NoOpIdleStrategy : IIdleStrategy
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
    public void Idle()
    {
    }

    /// <inheritdoc/>
    public void Reset()
    {
    }
}
