namespace MatchingEngine.Client;

/// <summary>What the front of the received bytes is.</summary>
internal enum FrameStatus
{
    /// <summary>A whole frame.</summary>
    Complete,

    /// <summary>Not yet a whole frame.</summary>
    Incomplete,

    /// <summary>No frame: wrong encoding type or too short.</summary>
    Invalid,

    /// <summary>A frame longer than the longest message.</summary>
    TooLarge,
}
