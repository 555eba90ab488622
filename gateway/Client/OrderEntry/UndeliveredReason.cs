namespace MatchingEngine.Client;

/// <summary>Why a message is reported as undelivered.</summary>
public enum UndeliveredReason
{
    /// <summary>
    /// The venue said that the message did not arrive (NotApplied). It has had no effect and will have none.
    /// </summary>
    NotApplied,

    /// <summary>
    /// The venue refused the message at the door and the refusal was lost with a connection: a later message is
    /// answered by the engine, which answers in order. It has had no effect and will have none.
    /// </summary>
    Refused,

    /// <summary>
    /// The message did not reach the engine before the connection broke and was not sent again because
    /// <see cref="OrderEntryClientOptions.ResendOnResume"/> is off, or more than a million messages before it had been
    /// refused. It has had no effect and will have none.
    /// </summary>
    NotResent,

    /// <summary>
    /// The session version was given up before the answer came. Whether the message had an effect is unknown.
    /// </summary>
    SessionAbandoned,
}
