namespace MatchingEngine.AeronDriver;

/// <summary>What a driver's thread does after a turn without work.</summary>
public enum DriverIdle
{
    /// <summary>
    /// Spins a little, yields a little, then sleeps for up to a millisecond. For machines that do other work.
    /// </summary>
    Backoff,

    /// <summary>Gives the processor away to whoever waits for it, and goes on.</summary>
    Yield,

    /// <summary>Goes on at once. For a processor that is the driver's own.</summary>
    Spin,
}
