namespace MatchingEngine.Messages;

/// <summary>What is to be known of an event beside its message.</summary>
[Flags]
public enum EventFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>
    /// It is the last event of its command: what the events of the command tell together is whole now. Set by whoever
    /// hands the events on, which is not the core.
    /// </summary>
    EndOfCommand = 1,
}
