namespace Adaptive.Aeron;

/// <content>Names in channels.</content>
public partial class Aeron
{
    /// <content>Names in channels.</content>
    public partial class Context
    {
        /// <summary>Media of shared memory.</summary>
        public const string IPC_MEDIA = "ipc";

        /// <summary>Media of datagrams.</summary>
        public const string UDP_MEDIA = "udp";

        /// <summary>Channel of shared memory.</summary>
        public const string IPC_CHANNEL = "aeron:ipc";

        /// <summary>Channel of datagrams, without its parameters.</summary>
        public const string UDP_CHANNEL = "aeron:udp";

        /// <summary>What a channel begins with that reads what a publication of the same driver sends.</summary>
        public const string SPY_PREFIX = "aeron-spy:";

        /// <summary>What a value begins with that is a tag.</summary>
        public const string TAG_PREFIX = "tag:";

        /// <summary>Parameter: free text for whoever looks at channels.</summary>
        public const string ALIAS_PARAM_NAME = "alias";

        /// <summary>Parameter: where the time of receiving is written.</summary>
        public const string CHANNEL_RECEIVE_TIMESTAMP_OFFSET_PARAM_NAME = "channel-rcv-ts-offset";

        /// <summary>Parameter: where the time of sending is written.</summary>
        public const string CHANNEL_SEND_TIMESTAMP_OFFSET_PARAM_NAME = "channel-snd-ts-offset";

        /// <summary>Parameter: congestion control of a receiver.</summary>
        public const string CONGESTION_CONTROL_PARAM_NAME = "cc";

        /// <summary>Parameter: address and port.</summary>
        public const string ENDPOINT_PARAM_NAME = "endpoint";

        /// <summary>Parameter: whether the end of the stream is signalled.</summary>
        public const string EOS_PARAM_NAME = "eos";

        /// <summary>Parameter: flow control of a sender.</summary>
        public const string FLOW_CONTROL_PARAM_NAME = "fc";

        /// <summary>Parameter: whether there is a group of receivers.</summary>
        public const string GROUP_PARAM_NAME = "group";

        /// <summary>Parameter: group tag of a receiver.</summary>
        public const string GROUP_TAG_PARAM_NAME = "gtag";

        /// <summary>Parameter: id of the first term.</summary>
        public const string INITIAL_TERM_ID_PARAM_NAME = "init-term-id";

        /// <summary>Parameter: local address.</summary>
        public const string INTERFACE_PARAM_NAME = "interface";

        /// <summary>Parameter: how long a publication lingers.</summary>
        public const string LINGER_PARAM_NAME = "linger";

        /// <summary>Parameter: number of retransmissions at a time.</summary>
        public const string MAX_RESEND_PARAM_NAME = "max-resend";

        /// <summary>Parameter: how destinations are found.</summary>
        public const string MDC_CONTROL_MODE_PARAM_NAME = "control-mode";

        /// <summary>Parameter: address at which destinations announce themselves.</summary>
        public const string MDC_CONTROL_PARAM_NAME = "control";

        /// <summary>Parameter: where the time of arrival is written.</summary>
        public const string MEDIA_RCV_TIMESTAMP_OFFSET_PARAM_NAME = "media-rcv-ts-offset";

        /// <summary>Parameter: longest datagram.</summary>
        public const string MTU_LENGTH_PARAM_NAME = "mtu";

        /// <summary>Parameter: how long lost data is waited for.</summary>
        public const string NAK_DELAY_PARAM_NAME = "nak-delay";

        /// <summary>Parameter: how far a publication may be ahead.</summary>
        public const string PUBLICATION_WINDOW_LENGTH_PARAM_NAME = "pub-wnd";

        /// <summary>Parameter: how far a sender may be ahead of a receiver.</summary>
        public const string RECEIVER_WINDOW_LENGTH_PARAM_NAME = "rcv-wnd";

        /// <summary>Parameter: whether a lost stream may come back.</summary>
        public const string REJOIN_PARAM_NAME = "rejoin";

        /// <summary>Parameter: whether lost data is asked for again.</summary>
        public const string RELIABLE_STREAM_PARAM_NAME = "reliable";

        /// <summary>Parameter: registration that a response channel answers.</summary>
        public const string RESPONSE_CORRELATION_ID_PARAM_NAME = "response-correlation-id";

        /// <summary>Parameter: address of a response channel.</summary>
        public const string RESPONSE_ENDPOINT_PARAM_NAME = "response-endpoint";

        /// <summary>Parameter: session id.</summary>
        public const string SESSION_ID_PARAM_NAME = "session-id";

        /// <summary>Parameter: receive buffer of the socket.</summary>
        public const string SOCKET_RCVBUF_PARAM_NAME = "so-rcvbuf";

        /// <summary>Parameter: send buffer of the socket.</summary>
        public const string SOCKET_SNDBUF_PARAM_NAME = "so-sndbuf";

        /// <summary>Parameter: whether files take room only as they are used.</summary>
        public const string SPARSE_PARAM_NAME = "sparse";

        /// <summary>Parameter: whether spies count as receivers.</summary>
        public const string SPIES_SIMULATE_CONNECTION_PARAM_NAME = "ssc";

        /// <summary>Parameter: stream id.</summary>
        public const string STREAM_ID_PARAM_NAME = "stream-id";

        /// <summary>Parameter: tags of channel and entity.</summary>
        public const string TAGS_PARAM_NAME = "tags";

        /// <summary>Parameter: id of the term to begin in.</summary>
        public const string TERM_ID_PARAM_NAME = "term-id";

        /// <summary>Parameter: length of a term.</summary>
        public const string TERM_LENGTH_PARAM_NAME = "term-length";

        /// <summary>Parameter: offset in the term to begin at.</summary>
        public const string TERM_OFFSET_PARAM_NAME = "term-offset";

        /// <summary>Parameter: whether a slow subscriber holds the stream back.</summary>
        public const string TETHER_PARAM_NAME = "tether";

        /// <summary>Parameter: time to live of multicast datagrams.</summary>
        public const string TTL_PARAM_NAME = "ttl";

        /// <summary>Parameter: how long an untethered subscriber lingers.</summary>
        public const string UNTETHERED_LINGER_TIMEOUT_PARAM_NAME = "untethered-linger-timeout";

        /// <summary>Parameter: how long an untethered subscriber rests.</summary>
        public const string UNTETHERED_RESTING_TIMEOUT_PARAM_NAME = "untethered-resting-timeout";

        /// <summary>Parameter: how long an untethered subscriber may be at the end of the window.</summary>
        public const string UNTETHERED_WINDOW_LIMIT_TIMEOUT_PARAM_NAME = "untethered-window-limit-timeout";

        /// <summary>
        /// Parameter: how destinations are found; the same as <see cref="MDC_CONTROL_MODE_PARAM_NAME"/>.
        /// </summary>
        public const string MDC_CONTROL_MODE = "control-mode";

        /// <summary>Destinations are added and removed by command.</summary>
        public const string MDC_CONTROL_MODE_MANUAL = "manual";

        /// <summary>Destinations announce themselves.</summary>
        public const string MDC_CONTROL_MODE_DYNAMIC = "dynamic";

        /// <summary>Destinations are those that a response channel answers.</summary>
        public const string CONTROL_MODE_RESPONSE = "response";
    }
}
