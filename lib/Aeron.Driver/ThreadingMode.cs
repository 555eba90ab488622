namespace MatchingEngine.AeronDriver;

/// <summary>How the driver's three parts are spread over threads.</summary>
public enum ThreadingMode
{
    /// <summary>Conductor, sender and receiver on one thread.</summary>
    Shared,

    /// <summary>The conductor on one thread, sender and receiver on another.</summary>
    SharedNetwork,

    /// <summary>A thread each.</summary>
    Dedicated,

    /// <summary>No thread: the owner calls <see cref="MediaDriver.Invoke"/>.</summary>
    Invoker,
}
