using Adaptive.Aeron.LogBuffer;

namespace Adaptive.Aeron;

/// <content>Parameters. A null takes the parameter out.</content>
public sealed partial class ChannelUriStringBuilder
{
    /// <summary>Parameter: address and port.</summary>
    /// <returns>The value, or null.</returns>
    public string? Endpoint() => _uri.Get(Aeron.Context.ENDPOINT_PARAM_NAME);

    /// <summary>Sets the parameter: address and port.</summary>
    /// <param name="endpoint">Host:port; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Endpoint(string? endpoint)
    {
        return Set(Aeron.Context.ENDPOINT_PARAM_NAME, endpoint);
    }

    /// <summary>Parameter: local address.</summary>
    /// <returns>The value, or null.</returns>
    public string? NetworkInterface() => _uri.Get(Aeron.Context.INTERFACE_PARAM_NAME);

    /// <summary>Sets the parameter: local address.</summary>
    /// <param name="networkInterface">An address with or without a subnet; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder NetworkInterface(string? networkInterface)
    {
        return Set(Aeron.Context.INTERFACE_PARAM_NAME, networkInterface);
    }

    /// <summary>Parameter: address at which destinations announce themselves.</summary>
    /// <returns>The value, or null.</returns>
    public string? ControlEndpoint() => _uri.Get(Aeron.Context.MDC_CONTROL_PARAM_NAME);

    /// <summary>Sets the parameter: address at which destinations announce themselves.</summary>
    /// <param name="controlEndpoint">Host:port; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder ControlEndpoint(string? controlEndpoint)
    {
        return Set(Aeron.Context.MDC_CONTROL_PARAM_NAME, controlEndpoint);
    }

    /// <summary>Parameter: how destinations are found.</summary>
    /// <returns>The value, or null.</returns>
    public string? ControlMode() => _uri.Get(Aeron.Context.MDC_CONTROL_MODE_PARAM_NAME);

    /// <summary>Sets the parameter: how destinations are found.</summary>
    /// <param name="controlMode">Dynamic, manual or response; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder ControlMode(string? controlMode)
    {
        Check(
            controlMode is null
                or Aeron.Context.MDC_CONTROL_MODE_DYNAMIC
                or Aeron.Context.MDC_CONTROL_MODE_MANUAL
                or Aeron.Context.CONTROL_MODE_RESPONSE,
            Aeron.Context.MDC_CONTROL_MODE_PARAM_NAME,
            controlMode);
        return Set(Aeron.Context.MDC_CONTROL_MODE_PARAM_NAME, controlMode);
    }

    /// <summary>Parameter: free text for whoever looks at channels.</summary>
    /// <returns>The value, or null.</returns>
    public string? Alias() => _uri.Get(Aeron.Context.ALIAS_PARAM_NAME);

    /// <summary>Sets the parameter: free text for whoever looks at channels.</summary>
    /// <param name="alias">A text without = and |; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Alias(string? alias)
    {
        return Set(Aeron.Context.ALIAS_PARAM_NAME, alias);
    }

    /// <summary>Parameter: congestion control of a receiver.</summary>
    /// <returns>The value, or null.</returns>
    public string? CongestionControl() => _uri.Get(Aeron.Context.CONGESTION_CONTROL_PARAM_NAME);

    /// <summary>Sets the parameter: congestion control of a receiver.</summary>
    /// <param name="congestionControl">A name; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder CongestionControl(string? congestionControl)
    {
        return Set(Aeron.Context.CONGESTION_CONTROL_PARAM_NAME, congestionControl);
    }

    /// <summary>Parameter: flow control of a sender.</summary>
    /// <returns>The value, or null.</returns>
    public string? FlowControl() => _uri.Get(Aeron.Context.FLOW_CONTROL_PARAM_NAME);

    /// <summary>Sets the parameter: flow control of a sender.</summary>
    /// <param name="flowControl">A name with its options; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder FlowControl(string? flowControl)
    {
        return Set(Aeron.Context.FLOW_CONTROL_PARAM_NAME, flowControl);
    }

    /// <summary>Parameter: tags of channel and entity.</summary>
    /// <returns>The value, or null.</returns>
    public string? Tags() => _uri.Get(Aeron.Context.TAGS_PARAM_NAME);

    /// <summary>Sets the parameter: tags of channel and entity.</summary>
    /// <param name="tags">Two numbers with a comma between; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Tags(string? tags)
    {
        return Set(Aeron.Context.TAGS_PARAM_NAME, tags);
    }

    /// <summary>Parameter: length of a term.</summary>
    /// <returns>The value, or null.</returns>
    public int? TermLength() => Int(Aeron.Context.TERM_LENGTH_PARAM_NAME);

    /// <summary>Sets the parameter: length of a term.</summary>
    /// <param name="termLength">A power of two, 64 Ki to 1 Gi bytes; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="InvalidOperationException">It is out of range.</exception>
    public ChannelUriStringBuilder TermLength(int? termLength)
    {
        if (termLength is { } length)
        {
            LogBufferDescriptor.CheckTermLength(length);
        }

        return Set(Aeron.Context.TERM_LENGTH_PARAM_NAME, Size(termLength));
    }

    /// <summary>Parameter: longest datagram.</summary>
    /// <returns>The value, or null.</returns>
    public int? Mtu() => Int(Aeron.Context.MTU_LENGTH_PARAM_NAME);

    /// <summary>Sets the parameter: longest datagram.</summary>
    /// <param name="mtu">A multiple of 32, 32 to 65,504 bytes; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder Mtu(int? mtu)
    {
        Check(
            mtu is null or (>= 32 and <= 65_504) && (mtu ?? 0) % FrameDescriptor.FRAME_ALIGNMENT == 0,
            Aeron.Context.MTU_LENGTH_PARAM_NAME,
            mtu);
        return Set(Aeron.Context.MTU_LENGTH_PARAM_NAME, Size(mtu));
    }

    /// <summary>Parameter: time to live of multicast datagrams.</summary>
    /// <returns>The value, or null.</returns>
    public int? Ttl() => Int(Aeron.Context.TTL_PARAM_NAME);

    /// <summary>Sets the parameter: time to live of multicast datagrams.</summary>
    /// <param name="ttl">0 to 255; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder Ttl(int? ttl)
    {
        Check(ttl is null or (>= 0 and <= 255), Aeron.Context.TTL_PARAM_NAME, ttl);
        return Set(Aeron.Context.TTL_PARAM_NAME, Text(ttl));
    }

    /// <summary>Parameter: id of the first term.</summary>
    /// <returns>The value, or null.</returns>
    public int? InitialTermId() => Int(Aeron.Context.INITIAL_TERM_ID_PARAM_NAME);

    /// <summary>Sets the parameter: id of the first term.</summary>
    /// <param name="initialTermId">Any number; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder InitialTermId(int? initialTermId)
    {
        return Set(Aeron.Context.INITIAL_TERM_ID_PARAM_NAME, Text(initialTermId));
    }

    /// <summary>Parameter: id of the term to begin in.</summary>
    /// <returns>The value, or null.</returns>
    public int? TermId() => Int(Aeron.Context.TERM_ID_PARAM_NAME);

    /// <summary>Sets the parameter: id of the term to begin in.</summary>
    /// <param name="termId">Any number; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder TermId(int? termId)
    {
        return Set(Aeron.Context.TERM_ID_PARAM_NAME, Text(termId));
    }

    /// <summary>Parameter: offset in the term to begin at.</summary>
    /// <returns>The value, or null.</returns>
    public int? TermOffset() => Int(Aeron.Context.TERM_OFFSET_PARAM_NAME);

    /// <summary>Sets the parameter: offset in the term to begin at.</summary>
    /// <param name="termOffset">A multiple of 32; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder TermOffset(int? termOffset)
    {
        Check(
            termOffset is null or (>= 0 and <= LogBufferDescriptor.TERM_MAX_LENGTH)
                && (termOffset ?? 0) % FrameDescriptor.FRAME_ALIGNMENT == 0,
            Aeron.Context.TERM_OFFSET_PARAM_NAME,
            termOffset);
        return Set(Aeron.Context.TERM_OFFSET_PARAM_NAME, Text(termOffset));
    }

    /// <summary>Parameter: session id.</summary>
    /// <returns>The value, or null.</returns>
    public int? SessionId() => Int(Aeron.Context.SESSION_ID_PARAM_NAME);

    /// <summary>Sets the parameter: session id.</summary>
    /// <param name="sessionId">Any number; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder SessionId(int? sessionId)
    {
        return Set(Aeron.Context.SESSION_ID_PARAM_NAME, Text(sessionId));
    }

    /// <summary>Parameter: stream id.</summary>
    /// <returns>The value, or null.</returns>
    public int? StreamId() => Int(Aeron.Context.STREAM_ID_PARAM_NAME);

    /// <summary>Sets the parameter: stream id.</summary>
    /// <param name="streamId">Any number; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder StreamId(int? streamId)
    {
        return Set(Aeron.Context.STREAM_ID_PARAM_NAME, Text(streamId));
    }

    /// <summary>Parameter: send buffer of the socket.</summary>
    /// <returns>The value, or null.</returns>
    public int? SocketSndbufLength() => Int(Aeron.Context.SOCKET_SNDBUF_PARAM_NAME);

    /// <summary>Sets the parameter: send buffer of the socket.</summary>
    /// <param name="socketSndbufLength">Bytes, 0 for the default; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder SocketSndbufLength(int? socketSndbufLength)
    {
        Check(socketSndbufLength is null or >= 0, Aeron.Context.SOCKET_SNDBUF_PARAM_NAME, socketSndbufLength);
        return Set(Aeron.Context.SOCKET_SNDBUF_PARAM_NAME, Size(socketSndbufLength));
    }

    /// <summary>Parameter: receive buffer of the socket.</summary>
    /// <returns>The value, or null.</returns>
    public int? SocketRcvbufLength() => Int(Aeron.Context.SOCKET_RCVBUF_PARAM_NAME);

    /// <summary>Sets the parameter: receive buffer of the socket.</summary>
    /// <param name="socketRcvbufLength">Bytes, 0 for the default; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder SocketRcvbufLength(int? socketRcvbufLength)
    {
        Check(socketRcvbufLength is null or >= 0, Aeron.Context.SOCKET_RCVBUF_PARAM_NAME, socketRcvbufLength);
        return Set(Aeron.Context.SOCKET_RCVBUF_PARAM_NAME, Size(socketRcvbufLength));
    }

    /// <summary>Parameter: how far a sender may be ahead of a receiver.</summary>
    /// <returns>The value, or null.</returns>
    public int? ReceiverWindowLength() => Int(Aeron.Context.RECEIVER_WINDOW_LENGTH_PARAM_NAME);

    /// <summary>Sets the parameter: how far a sender may be ahead of a receiver.</summary>
    /// <param name="receiverWindowLength">Bytes; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder ReceiverWindowLength(int? receiverWindowLength)
    {
        Check(
            receiverWindowLength is null or >= 0,
            Aeron.Context.RECEIVER_WINDOW_LENGTH_PARAM_NAME,
            receiverWindowLength);
        return Set(Aeron.Context.RECEIVER_WINDOW_LENGTH_PARAM_NAME, Size(receiverWindowLength));
    }

    /// <summary>Parameter: how far a publication may be ahead.</summary>
    /// <returns>The value, or null.</returns>
    public int? PublicationWindowLength() => Int(Aeron.Context.PUBLICATION_WINDOW_LENGTH_PARAM_NAME);

    /// <summary>Sets the parameter: how far a publication may be ahead.</summary>
    /// <param name="publicationWindowLength">Bytes; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder PublicationWindowLength(int? publicationWindowLength)
    {
        Check(
            publicationWindowLength is null or >= 0,
            Aeron.Context.PUBLICATION_WINDOW_LENGTH_PARAM_NAME,
            publicationWindowLength);
        return Set(Aeron.Context.PUBLICATION_WINDOW_LENGTH_PARAM_NAME, Size(publicationWindowLength));
    }

    /// <summary>Parameter: number of retransmissions at a time.</summary>
    /// <returns>The value, or null.</returns>
    public int? MaxResend() => Int(Aeron.Context.MAX_RESEND_PARAM_NAME);

    /// <summary>Sets the parameter: number of retransmissions at a time.</summary>
    /// <param name="maxResend">1 or more; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder MaxResend(int? maxResend)
    {
        Check(maxResend is null or > 0, Aeron.Context.MAX_RESEND_PARAM_NAME, maxResend);
        return Set(Aeron.Context.MAX_RESEND_PARAM_NAME, Text(maxResend));
    }

    /// <summary>Parameter: how long a publication lingers.</summary>
    /// <returns>The value, or null.</returns>
    public long? Linger() => Nanos(Aeron.Context.LINGER_PARAM_NAME);

    /// <summary>Sets the parameter: how long a publication lingers.</summary>
    /// <param name="lingerNs">Nanoseconds; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder Linger(long? lingerNs)
    {
        Check(lingerNs is null or >= 0, Aeron.Context.LINGER_PARAM_NAME, lingerNs);
        return Set(Aeron.Context.LINGER_PARAM_NAME, Duration(lingerNs));
    }

    /// <summary>Parameter: group tag of a receiver.</summary>
    /// <returns>The value, or null.</returns>
    public long? GroupTag() => Long(Aeron.Context.GROUP_TAG_PARAM_NAME);

    /// <summary>Sets the parameter: group tag of a receiver.</summary>
    /// <param name="groupTag">Any number; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder GroupTag(long? groupTag)
    {
        return Set(Aeron.Context.GROUP_TAG_PARAM_NAME, Text(groupTag));
    }

    /// <summary>Parameter: how long lost data is waited for.</summary>
    /// <returns>The value, or null.</returns>
    public long? NakDelay() => Nanos(Aeron.Context.NAK_DELAY_PARAM_NAME);

    /// <summary>Sets the parameter: how long lost data is waited for.</summary>
    /// <param name="nakDelayNs">Nanoseconds; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder NakDelay(long? nakDelayNs)
    {
        Check(nakDelayNs is null or >= 0, Aeron.Context.NAK_DELAY_PARAM_NAME, nakDelayNs);
        return Set(Aeron.Context.NAK_DELAY_PARAM_NAME, Duration(nakDelayNs));
    }

    /// <summary>Parameter: how long an untethered subscriber may be at the end of the window.</summary>
    /// <returns>The value, or null.</returns>
    public long? UntetheredWindowLimitTimeoutNs() => Nanos(Aeron.Context.UNTETHERED_WINDOW_LIMIT_TIMEOUT_PARAM_NAME);

    /// <summary>Sets the parameter: how long an untethered subscriber may be at the end of the window.</summary>
    /// <param name="timeout">Nanoseconds; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder UntetheredWindowLimitTimeoutNs(long? timeout)
    {
        Check(timeout is null or >= 0, Aeron.Context.UNTETHERED_WINDOW_LIMIT_TIMEOUT_PARAM_NAME, timeout);
        return Set(Aeron.Context.UNTETHERED_WINDOW_LIMIT_TIMEOUT_PARAM_NAME, Duration(timeout));
    }

    /// <summary>Parameter: how long an untethered subscriber lingers.</summary>
    /// <returns>The value, or null.</returns>
    public long? UntetheredLingerTimeoutNs() => Nanos(Aeron.Context.UNTETHERED_LINGER_TIMEOUT_PARAM_NAME);

    /// <summary>Sets the parameter: how long an untethered subscriber lingers.</summary>
    /// <param name="timeout">Nanoseconds; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder UntetheredLingerTimeoutNs(long? timeout)
    {
        Check(timeout is null or >= 0, Aeron.Context.UNTETHERED_LINGER_TIMEOUT_PARAM_NAME, timeout);
        return Set(Aeron.Context.UNTETHERED_LINGER_TIMEOUT_PARAM_NAME, Duration(timeout));
    }

    /// <summary>Parameter: how long an untethered subscriber rests.</summary>
    /// <returns>The value, or null.</returns>
    public long? UntetheredRestingTimeoutNs() => Nanos(Aeron.Context.UNTETHERED_RESTING_TIMEOUT_PARAM_NAME);

    /// <summary>Sets the parameter: how long an untethered subscriber rests.</summary>
    /// <param name="timeout">Nanoseconds; null for none.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public ChannelUriStringBuilder UntetheredRestingTimeoutNs(long? timeout)
    {
        Check(timeout is null or >= 0, Aeron.Context.UNTETHERED_RESTING_TIMEOUT_PARAM_NAME, timeout);
        return Set(Aeron.Context.UNTETHERED_RESTING_TIMEOUT_PARAM_NAME, Duration(timeout));
    }

    /// <summary>Parameter: whether lost data is asked for again.</summary>
    /// <returns>The value, or null.</returns>
    public bool? Reliable() => Bool(Aeron.Context.RELIABLE_STREAM_PARAM_NAME);

    /// <summary>Sets the parameter: whether lost data is asked for again.</summary>
    /// <param name="isReliable">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Reliable(bool? isReliable)
    {
        return Set(Aeron.Context.RELIABLE_STREAM_PARAM_NAME, Text(isReliable));
    }

    /// <summary>Parameter: whether files take room only as they are used.</summary>
    /// <returns>The value, or null.</returns>
    public bool? Sparse() => Bool(Aeron.Context.SPARSE_PARAM_NAME);

    /// <summary>Sets the parameter: whether files take room only as they are used.</summary>
    /// <param name="isSparse">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Sparse(bool? isSparse)
    {
        return Set(Aeron.Context.SPARSE_PARAM_NAME, Text(isSparse));
    }

    /// <summary>Parameter: whether the end of the stream is signalled.</summary>
    /// <returns>The value, or null.</returns>
    public bool? Eos() => Bool(Aeron.Context.EOS_PARAM_NAME);

    /// <summary>Sets the parameter: whether the end of the stream is signalled.</summary>
    /// <param name="eos">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Eos(bool? eos)
    {
        return Set(Aeron.Context.EOS_PARAM_NAME, Text(eos));
    }

    /// <summary>Parameter: whether a slow subscriber holds the stream back.</summary>
    /// <returns>The value, or null.</returns>
    public bool? Tether() => Bool(Aeron.Context.TETHER_PARAM_NAME);

    /// <summary>Sets the parameter: whether a slow subscriber holds the stream back.</summary>
    /// <param name="tether">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Tether(bool? tether)
    {
        return Set(Aeron.Context.TETHER_PARAM_NAME, Text(tether));
    }

    /// <summary>Parameter: whether there is a group of receivers.</summary>
    /// <returns>The value, or null.</returns>
    public bool? Group() => Bool(Aeron.Context.GROUP_PARAM_NAME);

    /// <summary>Sets the parameter: whether there is a group of receivers.</summary>
    /// <param name="group">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Group(bool? group)
    {
        return Set(Aeron.Context.GROUP_PARAM_NAME, Text(group));
    }

    /// <summary>Parameter: whether a lost stream may come back.</summary>
    /// <returns>The value, or null.</returns>
    public bool? Rejoin() => Bool(Aeron.Context.REJOIN_PARAM_NAME);

    /// <summary>Sets the parameter: whether a lost stream may come back.</summary>
    /// <param name="rejoin">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Rejoin(bool? rejoin)
    {
        return Set(Aeron.Context.REJOIN_PARAM_NAME, Text(rejoin));
    }

    /// <summary>Parameter: whether spies count as receivers.</summary>
    /// <returns>The value, or null.</returns>
    public bool? SpiesSimulateConnection() => Bool(Aeron.Context.SPIES_SIMULATE_CONNECTION_PARAM_NAME);

    /// <summary>Sets the parameter: whether spies count as receivers.</summary>
    /// <param name="spiesSimulateConnection">True when it is so; null for none.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder SpiesSimulateConnection(bool? spiesSimulateConnection)
    {
        return Set(Aeron.Context.SPIES_SIMULATE_CONNECTION_PARAM_NAME, Text(spiesSimulateConnection));
    }
}
