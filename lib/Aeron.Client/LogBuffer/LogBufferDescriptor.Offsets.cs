namespace Adaptive.Aeron.LogBuffer;

/// <content>Offsets of the fields of the metadata.</content>
public static partial class LogBufferDescriptor
{
    /// <summary>Offset of the raw tails of the three terms: term id in the high, offset in the low 32 bits.</summary>
    public static readonly int TERM_TAIL_COUNTERS_OFFSET;

    /// <summary>Offset of the number of terms begun since the first.</summary>
    public static readonly int LOG_ACTIVE_TERM_COUNT_OFFSET = 24;

    /// <summary>Offset of the position at which the stream ends.</summary>
    public static readonly int LOG_END_OF_STREAM_POSITION_OFFSET = 128;

    /// <summary>Offset of the flag that says whether anybody receives.</summary>
    public static readonly int LOG_IS_CONNECTED_OFFSET = 136;

    /// <summary>Offset of the number of transports that feed an image.</summary>
    public static readonly int LOG_ACTIVE_TRANSPORT_COUNT = 140;

    /// <summary>Offset of the registration id.</summary>
    public static readonly int LOG_CORRELATION_ID_OFFSET = 256;

    /// <summary>Offset of the id of the first term.</summary>
    public static readonly int LOG_INITIAL_TERM_ID_OFFSET = 264;

    /// <summary>Offset of the length of the default header.</summary>
    public static readonly int LOG_DEFAULT_FRAME_HEADER_LENGTH_OFFSET = 268;

    /// <summary>Offset of the longest datagram.</summary>
    public static readonly int LOG_MTU_LENGTH_OFFSET = 272;

    /// <summary>Offset of the length of a term.</summary>
    public static readonly int LOG_TERM_LENGTH_OFFSET = 276;

    /// <summary>Offset of the page size.</summary>
    public static readonly int LOG_PAGE_SIZE_OFFSET = 280;

    /// <summary>Offset of the publication window.</summary>
    public static readonly int LOG_PUBLICATION_WINDOW_LENGTH_OFFSET = 284;

    /// <summary>Offset of the receiver window.</summary>
    public static readonly int LOG_RECEIVER_WINDOW_LENGTH_OFFSET = 288;

    /// <summary>Offset of the send buffer of the socket.</summary>
    public static readonly int LOG_SOCKET_SNDBUF_LENGTH_OFFSET = 292;

    /// <summary>Offset of the system's default send buffer.</summary>
    public static readonly int LOG_OS_DEFAULT_SOCKET_SNDBUF_LENGTH_OFFSET = 296;

    /// <summary>Offset of the system's largest send buffer.</summary>
    public static readonly int LOG_OS_MAX_SOCKET_SNDBUF_LENGTH_OFFSET = 300;

    /// <summary>Offset of the receive buffer of the socket.</summary>
    public static readonly int LOG_SOCKET_RCVBUF_LENGTH_OFFSET = 304;

    /// <summary>Offset of the system's default receive buffer.</summary>
    public static readonly int LOG_OS_DEFAULT_SOCKET_RCVBUF_LENGTH_OFFSET = 308;

    /// <summary>Offset of the system's largest receive buffer.</summary>
    public static readonly int LOG_OS_MAX_SOCKET_RCVBUF_LENGTH_OFFSET = 312;

    /// <summary>Offset of the number of retransmissions at a time.</summary>
    public static readonly int LOG_MAX_RESEND_OFFSET = 316;

    /// <summary>Offset of the default header.</summary>
    public static readonly int LOG_DEFAULT_FRAME_HEADER_OFFSET = 320;

    /// <summary>Offset of the entity tag.</summary>
    public static readonly int LOG_ENTITY_TAG_OFFSET = 448;

    /// <summary>Offset of the response correlation id.</summary>
    public static readonly int LOG_RESPONSE_CORRELATION_ID_OFFSET = 456;

    /// <summary>Offset of the linger time-out.</summary>
    public static readonly int LOG_LINGER_TIMEOUT_NS_OFFSET = 464;

    /// <summary>Offset of the untethered window limit time-out.</summary>
    public static readonly int LOG_UNTETHERED_WINDOW_LIMIT_TIMEOUT_NS_OFFSET = 472;

    /// <summary>Offset of the untethered resting time-out.</summary>
    public static readonly int LOG_UNTETHERED_RESTING_TIMEOUT_NS_OFFSET = 480;

    /// <summary>Offset of the group flag.</summary>
    public static readonly int LOG_GROUP_OFFSET = 488;

    /// <summary>Offset of the response flag.</summary>
    public static readonly int LOG_IS_RESPONSE_OFFSET = 489;

    /// <summary>Offset of the rejoin flag.</summary>
    public static readonly int LOG_REJOIN_OFFSET = 490;

    /// <summary>Offset of the reliable flag.</summary>
    public static readonly int LOG_RELIABLE_OFFSET = 491;

    /// <summary>Offset of the sparse flag.</summary>
    public static readonly int LOG_SPARSE_OFFSET = 492;

    /// <summary>Offset of the flag that says whether the end of the stream is signalled.</summary>
    public static readonly int LOG_SIGNAL_EOS_OFFSET = 493;

    /// <summary>Offset of the flag that says whether spies count as receivers.</summary>
    public static readonly int LOG_SPIES_SIMULATE_CONNECTION_OFFSET = 494;

    /// <summary>Offset of the tether flag.</summary>
    public static readonly int LOG_TETHER_OFFSET = 495;

    /// <summary>Offset of the flag that says whether the publication is revoked.</summary>
    public static readonly int LOG_IS_PUBLICATION_REVOKED_OFFSET = 496;

    /// <summary>Offset of the type of the log.</summary>
    public static readonly int LOG_TYPE_OFFSET = 497;

    /// <summary>Offset of the untethered linger time-out.</summary>
    public static readonly int LOG_UNTETHERED_LINGER_TIMEOUT_NS_OFFSET = 500;
}
