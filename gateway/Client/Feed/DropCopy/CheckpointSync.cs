namespace MatchingEngine.Client.Feed;

/// <summary>When a checkpoint is safe from a failure of the machine. From that of the process it always is.</summary>
public enum CheckpointSync : byte
{
    /// <summary>When the system writes it.</summary>
    Never = 0,

    /// <summary>At the end of each turn in which fills were handled: one sync for all of them.</summary>
    EachTurn = 1,

    /// <summary>After each fill, before the next one is handled.</summary>
    EachFill = 2,
}
