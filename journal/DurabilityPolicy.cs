namespace MatchingEngine.Journal;

/// <summary>When a command counts as durable.</summary>
public enum DurabilityPolicy
{
    /// <summary>
    /// Every <see cref="JournalWriter.TryWrite"/> ends with a sync to the device. Survives a power loss.
    /// </summary>
    Sync,

    /// <summary>
    /// A thread of its own syncs all that was written since its last sync, again and again. Survives a power loss.
    /// </summary>
    Group,

    /// <summary>
    /// Written to the operating system is durable. Survives the end of the process, not a power loss.
    /// </summary>
    Os,
}
