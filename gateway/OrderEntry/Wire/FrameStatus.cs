namespace MatchingEngine.OrderEntry;

/// <summary>What stands at the front of a receive buffer.</summary>
internal enum FrameStatus
{
    /// <summary>Not a whole frame yet.</summary>
    Incomplete,

    /// <summary>A whole frame of a length that can be.</summary>
    Complete,

    /// <summary>Encoding type unknown, or too short for a message header.</summary>
    Invalid,

    /// <summary>Longer than any message.</summary>
    TooLarge,
}
