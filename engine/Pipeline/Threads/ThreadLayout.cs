namespace MatchingEngine.Pipeline;

/// <summary>
/// How the stages are spread over threads. Same rings, same handlers and same order of events in all of them.
/// </summary>
public enum ThreadLayout
{
    /// <summary>
    /// One spinning thread a stage: gateway and release, journal, core. For a machine with cores to spare (four and
    /// more).
    /// </summary>
    Dedicated,

    /// <summary>
    /// All stages on one spinning thread. The fastest whole path on few cores: nothing is handed between threads.
    /// </summary>
    Shared,

    /// <summary>
    /// As <see cref="Shared"/>, but the thread blocks on its sockets when there is nothing to do. For a laptop.
    /// </summary>
    Quiet,
}
