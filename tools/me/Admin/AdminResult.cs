namespace MatchingEngine.Tools.Admin;

/// <summary>What became of an operator's command, in one word.</summary>
internal enum AdminResult
{
    /// <summary>It is in the journal and has taken effect.</summary>
    Accepted,

    /// <summary>It was refused, at the door or by the engine, and has changed nothing.</summary>
    Refused,

    /// <summary>There was no session to send it with; it has changed nothing.</summary>
    NotSent,

    /// <summary>It was sent and no answer came in time: it may have taken effect, or may still.</summary>
    Unknown,
}
