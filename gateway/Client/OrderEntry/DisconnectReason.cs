namespace MatchingEngine.Client;

/// <summary>Why a connection, or the attempt to make one, ended.</summary>
public enum DisconnectReason
{
    /// <summary>No reason: nothing has ended yet.</summary>
    None,

    /// <summary>The TCP connection could not be made.</summary>
    ConnectFailed,

    /// <summary>
    /// The TCP connection was not made within <see cref="OrderEntryClientOptions.ConnectTimeoutMillis"/>.
    /// </summary>
    ConnectTimeout,

    /// <summary>
    /// Negotiate or Establish had no answer within <see cref="OrderEntryClientOptions.ResponseTimeoutMillis"/>.
    /// </summary>
    LogonTimeout,

    /// <summary>The venue closed the connection without a Terminate.</summary>
    ClosedByVenue,

    /// <summary>The socket failed.</summary>
    SocketError,

    /// <summary>Nothing came from the venue for three of its keep-alive intervals.</summary>
    KeepaliveIntervalLapsed,

    /// <summary>The venue sent Terminate.</summary>
    TerminatedByVenue,

    /// <summary>This side ended the connection.</summary>
    TerminatedByClient,

    /// <summary>The venue answered Negotiate with a reject.</summary>
    NegotiationRejected,

    /// <summary>The venue answered Establish with a reject.</summary>
    EstablishmentRejected,

    /// <summary>The venue refused to send missed messages again; the session version can't be resumed.</summary>
    RetransmitRejected,

    /// <summary>
    /// A retransmission made no progress within <see cref="OrderEntryClientOptions.ResponseTimeoutMillis"/>.
    /// </summary>
    RetransmitTimeout,

    /// <summary>A frame from the venue has a wrong encoding type, or a length that no message has.</summary>
    InvalidFrame,

    /// <summary>A frame from the venue claims to be longer than the longest message.</summary>
    FrameTooLarge,

    /// <summary>
    /// A message from the venue is of another schema, or of a version that this client does not know.
    /// </summary>
    UnsupportedSchema,

    /// <summary>A message from the venue has a template that no client receives.</summary>
    UnknownTemplate,

    /// <summary>The block length of a message from the venue is not that of its template.</summary>
    InvalidBlockLength,

    /// <summary>A message from the venue names another session, or another version of it.</summary>
    SessionMismatch,

    /// <summary>A message from the venue has no place in this state of the conversation.</summary>
    UnexpectedMessage,

    /// <summary>
    /// The venue has forgotten messages: it names a next number below the one expected, or has lost one that it
    /// answered. The session version can't be resumed.
    /// </summary>
    VenueSequenceWentBack,

    /// <summary>
    /// The venue knows messages of this session version that this client has not sent: something else uses the session,
    /// or the resume point is not that of this session. The session version can't be resumed.
    /// </summary>
    VenueAheadOfClient,
}
