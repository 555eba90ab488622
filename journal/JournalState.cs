namespace MatchingEngine.Journal;

/// <summary>What a <see cref="JournalWriter"/> can do now.</summary>
public enum JournalState
{
    /// <summary>Records are written as they come.</summary>
    Running,

    /// <summary>
    /// The disk or the quota is full. Nothing is lost; <see cref="JournalWriter.TryWrite"/> goes on when there is room.
    /// </summary>
    Stalled,

    /// <summary>A write or a sync failed for another reason. Final: durability never moves again.</summary>
    Failed,
}
