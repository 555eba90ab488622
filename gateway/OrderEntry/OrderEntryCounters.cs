namespace MatchingEngine.OrderEntry;

/// <summary>
/// What a gateway has done since it was made: a copy, taken at one moment. Counts only go up, except where said.
/// </summary>
public readonly record struct OrderEntryCounters
{
    /// <summary>Connections open now; goes up and down.</summary>
    public long ConnectionsOpen { get; init; }

    /// <summary>Sessions established now; goes up and down.</summary>
    public long SessionsEstablished { get; init; }

    /// <summary>Connections accepted.</summary>
    public long ConnectionsAccepted { get; init; }

    /// <summary>Connections turned away because there was no room.</summary>
    public long ConnectionsRefused { get; init; }

    /// <summary>Whole frames taken from clients.</summary>
    public long FramesReceived { get; init; }

    /// <summary>Bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Bytes given to sockets.</summary>
    public long BytesSent { get; init; }

    /// <summary>Commands handed to the engine.</summary>
    public long CommandsPublished { get; init; }

    /// <summary>Application messages written to established sessions, retransmitted ones not counted.</summary>
    public long MessagesSent { get; init; }

    /// <summary>Retransmissions begun.</summary>
    public long Retransmissions { get; init; }

    /// <summary>Application messages written again.</summary>
    public long MessagesRetransmitted { get; init; }

    /// <summary>Retransmissions refused.</summary>
    public long RetransmitRejects { get; init; }

    /// <summary>Logons refused.</summary>
    public long LogonRejects { get; init; }

    /// <summary>Gaps in the clients' numbers.</summary>
    public long Gaps { get; init; }

    /// <summary>Connections ended by the gateway without being asked to.</summary>
    public long Terminations { get; init; }

    /// <summary>Of these, clients that read too slowly.</summary>
    public long SlowConsumerCuts { get; init; }

    /// <summary>Of these, clients that fell silent.</summary>
    public long KeepAliveCuts { get; init; }

    /// <summary>Events of the engine for sessions that the session directory doesn't have.</summary>
    public long EventsWithoutSession { get; init; }

    /// <summary>
    /// Events of the engine for session versions that have used up their numbers: not delivered and not kept.
    /// </summary>
    public long EventsWithoutNumber { get; init; }

    /// <summary>Application messages refused: template that a client may not send.</summary>
    public long RejectsUnsupportedMessageType { get; init; }

    /// <summary>Application messages refused: the service was ending.</summary>
    public long RejectsApplicationNotAvailable { get; init; }

    /// <summary>Messages refused: of a role that the session does not have.</summary>
    public long RejectsNotAuthorized { get; init; }

    /// <summary>Application messages refused: rate of the session exceeded.</summary>
    public long RejectsThrottleLimitExceeded { get; init; }

    /// <summary>Application messages refused: schema id unknown.</summary>
    public long RejectsUnknownSchemaId { get; init; }

    /// <summary>Application messages refused: schema version unknown.</summary>
    public long RejectsUnsupportedSchemaVersion { get; init; }

    /// <summary>Application messages refused: block length wrong.</summary>
    public long RejectsInvalidBlockLength { get; init; }

    /// <summary>Application messages refused: another session's id.</summary>
    public long RejectsSessionIdMismatch { get; init; }

    /// <summary>Application messages refused: number used before.</summary>
    public long RejectsDuplicateMsgSeqNum { get; init; }

    /// <summary>Application messages refused: number 0.</summary>
    public long RejectsInvalidMsgSeqNum { get; init; }

    /// <summary>Application messages refused: number too far ahead.</summary>
    public long RejectsSequenceGapTooLarge { get; init; }

    /// <summary>Application messages refused: command ring full.</summary>
    public long RejectsEngineBusy { get; init; }

    /// <summary>Application messages refused: journal not writable.</summary>
    public long RejectsJournalUnavailable { get; init; }
}
