namespace MatchingEngine.OrderEntry;

/// <summary>What a <see cref="ControlNotice"/> tells of.</summary>
public enum ControlNoticeKind
{
    /// <summary>An operator's command was given to the engine.</summary>
    Sent,

    /// <summary>The engine has answered a command, and command and answer are durable.</summary>
    Answered,

    /// <summary>A session that is no operator's sent an operator's command; it was refused.</summary>
    NotAuthorized,

    /// <summary>A logon was refused.</summary>
    LogonRefused,
}
