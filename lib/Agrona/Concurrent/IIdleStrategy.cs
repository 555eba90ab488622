namespace Adaptive.Agrona.Concurrent;

/// <summary>What a thread does when there is nothing to do. An instance belongs to one thread.</summary>
public interface IIdleStrategy
{
    /// <summary>Idles when nothing was done; starts anew when something was.</summary>
    /// <param name="workCount">How much was done in the last turn.</param>
    void Idle(int workCount);

    /// <summary>Idles.</summary>
    void Idle();

    /// <summary>Starts anew: something was done.</summary>
    void Reset();
}
