namespace MatchingEngine.Pipeline;

/// <summary>Whether the engine takes a command now, and if not, why.</summary>
public enum CommandAdmission
{
    /// <summary>A slot was claimed; the caller fills and publishes it.</summary>
    Accepted,

    /// <summary>The command ring is full: the engine is behind. Try again later.</summary>
    EngineBusy,

    /// <summary>
    /// The journal can't be written now (disk full) or no more (write error). Commands are refused until it can.
    /// </summary>
    JournalUnavailable,

    /// <summary>The service is ending.</summary>
    Stopping,
}
