namespace MatchingEngine.AeronDriver.Threads;

/// <summary>A part of the driver that works in turns.</summary>
internal interface IAgent : IDisposable
{
    /// <summary>For the thread's name.</summary>
    string Name { get; }

    /// <summary>Does what there is to do and returns how much it was; never waits.</summary>
    int DoWork(long nowNanos);
}
