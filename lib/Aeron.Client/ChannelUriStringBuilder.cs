using System.Globalization;
using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>Puts channels together, and checks what can be checked without a driver. For one thread.</summary>
public sealed partial class ChannelUriStringBuilder
{
    /// <summary>The order in which parameters are written.</summary>
    private static readonly string[] Order =
    [
        Aeron.Context.TAGS_PARAM_NAME,
        Aeron.Context.ENDPOINT_PARAM_NAME,
        Aeron.Context.INTERFACE_PARAM_NAME,
        Aeron.Context.MDC_CONTROL_PARAM_NAME,
        Aeron.Context.MDC_CONTROL_MODE_PARAM_NAME,
        Aeron.Context.MTU_LENGTH_PARAM_NAME,
        Aeron.Context.TERM_LENGTH_PARAM_NAME,
        Aeron.Context.INITIAL_TERM_ID_PARAM_NAME,
        Aeron.Context.TERM_ID_PARAM_NAME,
        Aeron.Context.TERM_OFFSET_PARAM_NAME,
        Aeron.Context.SESSION_ID_PARAM_NAME,
        Aeron.Context.TTL_PARAM_NAME,
        Aeron.Context.RELIABLE_STREAM_PARAM_NAME,
        Aeron.Context.LINGER_PARAM_NAME,
        Aeron.Context.ALIAS_PARAM_NAME,
        Aeron.Context.CONGESTION_CONTROL_PARAM_NAME,
        Aeron.Context.FLOW_CONTROL_PARAM_NAME,
        Aeron.Context.GROUP_TAG_PARAM_NAME,
        Aeron.Context.SPARSE_PARAM_NAME,
        Aeron.Context.EOS_PARAM_NAME,
        Aeron.Context.TETHER_PARAM_NAME,
        Aeron.Context.GROUP_PARAM_NAME,
        Aeron.Context.REJOIN_PARAM_NAME,
        Aeron.Context.SPIES_SIMULATE_CONNECTION_PARAM_NAME,
        Aeron.Context.SOCKET_SNDBUF_PARAM_NAME,
        Aeron.Context.SOCKET_RCVBUF_PARAM_NAME,
        Aeron.Context.RECEIVER_WINDOW_LENGTH_PARAM_NAME,
        Aeron.Context.MEDIA_RCV_TIMESTAMP_OFFSET_PARAM_NAME,
        Aeron.Context.CHANNEL_RECEIVE_TIMESTAMP_OFFSET_PARAM_NAME,
        Aeron.Context.CHANNEL_SEND_TIMESTAMP_OFFSET_PARAM_NAME,
        Aeron.Context.RESPONSE_ENDPOINT_PARAM_NAME,
        Aeron.Context.RESPONSE_CORRELATION_ID_PARAM_NAME,
        Aeron.Context.NAK_DELAY_PARAM_NAME,
        Aeron.Context.UNTETHERED_WINDOW_LIMIT_TIMEOUT_PARAM_NAME,
        Aeron.Context.UNTETHERED_LINGER_TIMEOUT_PARAM_NAME,
        Aeron.Context.UNTETHERED_RESTING_TIMEOUT_PARAM_NAME,
        Aeron.Context.MAX_RESEND_PARAM_NAME,
        Aeron.Context.STREAM_ID_PARAM_NAME,
        Aeron.Context.PUBLICATION_WINDOW_LENGTH_PARAM_NAME,
    ];

    private ChannelUri _uri = ChannelUri.Parse(Aeron.Context.IPC_CHANNEL);
    private bool _hasMedia;

    /// <summary>Nothing yet.</summary>
    public ChannelUriStringBuilder()
    {
    }

    /// <summary>Begins with a channel.</summary>
    /// <param name="initialUri">The channel.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public ChannelUriStringBuilder(string initialUri)
    {
        _uri = ChannelUri.Parse(initialUri);
        _hasMedia = true;
    }

    /// <summary>Takes everything out.</summary>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder Clear()
    {
        _uri = ChannelUri.Parse(Aeron.Context.IPC_CHANNEL);
        _hasMedia = false;
        return this;
    }

    /// <summary>What stands before the scheme.</summary>
    /// <returns>"aeron-spy" or nothing.</returns>
    public string Prefix() => _uri.Prefix();

    /// <summary>Sets what stands before the scheme.</summary>
    /// <param name="prefix">"aeron-spy", or nothing.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public ChannelUriStringBuilder Prefix(string? prefix)
    {
        Check(prefix is null or "" or ChannelUri.SPY_QUALIFIER, nameof(prefix), prefix);
        _uri.Prefix(prefix ?? string.Empty);
        return this;
    }

    /// <summary>The media.</summary>
    /// <returns>"udp", "ipc", or null while it is not set.</returns>
    public string? Media() => _hasMedia ? _uri.Media() : null;

    /// <summary>Sets the media.</summary>
    /// <param name="media">"udp" or "ipc".</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public ChannelUriStringBuilder Media(string media)
    {
        _uri.Media(media);
        _hasMedia = true;
        return this;
    }

    /// <summary>Makes a publication begin at a position.</summary>
    /// <param name="position">Bytes since the beginning; a multiple of 32.</param>
    /// <param name="initialTermId">Id of the first term.</param>
    /// <param name="termLength">Bytes of a term.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The position is negative or no multiple of 32.</exception>
    public ChannelUriStringBuilder InitialPosition(long position, int initialTermId, int termLength)
    {
        _uri.InitialPosition(position, initialTermId, termLength);
        return TermLength(termLength);
    }

    /// <summary>Makes the slowest receiver the one that counts.</summary>
    /// <param name="minGroupSize">Receivers needed to be connected; null for none.</param>
    /// <param name="timeout">How long a silent receiver counts, with its unit; null for the default.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder MinFlowControl(int? minGroupSize, string? timeout)
    {
        string group = minGroupSize is { } size ? ",g:/" + Text(size) : string.Empty;
        return FlowControl("min" + group + (timeout is null ? string.Empty : ",t:" + timeout));
    }

    /// <summary>Makes the slowest receiver with a tag the one that counts.</summary>
    /// <param name="groupTag">The tag; null for the driver's default.</param>
    /// <param name="minGroupSize">Receivers needed to be connected; null for none.</param>
    /// <param name="timeout">How long a silent receiver counts, with its unit; null for the default.</param>
    /// <returns>This.</returns>
    public ChannelUriStringBuilder TaggedFlowControl(long? groupTag, int? minGroupSize, string? timeout)
    {
        string group = groupTag is null && minGroupSize is null
            ? string.Empty
            : ",g:" + Text(groupTag) + (minGroupSize is { } size ? "/" + Text(size) : string.Empty);
        return FlowControl("tagged" + group + (timeout is null ? string.Empty : ",t:" + timeout));
    }

    /// <summary>Checks that the parameters go together.</summary>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">They do not.</exception>
    public ChannelUriStringBuilder Validate()
    {
        if (!_hasMedia)
        {
            throw new ArgumentException("media is not set");
        }

        if (_uri.IsUdp && Endpoint() is null && ControlEndpoint() is null && ControlMode() is null)
        {
            throw new ArgumentException("UDP needs an endpoint or a control address");
        }

        int parts = (InitialTermId() is null ? 0 : 1) + (TermId() is null ? 0 : 1) + (TermOffset() is null ? 0 : 1);
        if (parts is 1 or 2)
        {
            throw new ArgumentException("initial term id, term id and term offset go together");
        }

        if (parts == 3 && unchecked(TermId()!.Value - InitialTermId()!.Value) < 0)
        {
            throw new ArgumentException($"term id {TermId()} is before initial term id {InitialTermId()}");
        }

        if (TermOffset() is { } offset && TermLength() is { } length && offset > length)
        {
            throw new ArgumentException($"term offset {offset} is beyond the term of {length}");
        }

        return this;
    }

    /// <summary>
    /// Puts the channel together as it stands; whether its parameters go together is checked by <see cref="Validate"/>.
    /// </summary>
    /// <returns>The channel, its parameters in a fixed order.</returns>
    public string Build()
    {
        ChannelUri ordered = ChannelUri.Parse(Aeron.Context.IPC_CHANNEL).Prefix(_uri.Prefix()).Media(_uri.Media());
        foreach (string key in Order)
        {
            ordered.Put(key, _uri.Get(key));
        }

        return ordered.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Build();

    private static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? value) => value is { } flag ? (flag ? "true" : "false") : null;

    /// <summary>With the largest unit that leaves the number whole, as drivers of all versions read it.</summary>
    private static string? Size(long? bytes) => bytes switch
    {
        null => null,
        >= 1 << 30 when bytes % (1 << 30) == 0 => Text(bytes >> 30) + "g",
        >= 1 << 20 when bytes % (1 << 20) == 0 => Text(bytes >> 20) + "m",
        >= 1 << 10 when bytes % (1 << 10) == 0 => Text(bytes >> 10) + "k",
        _ => Text(bytes),
    };

    private static string? Duration(long? nanos) => nanos is { } value ? SystemUtil.FormatDuration(value) : null;

    private static void Check(bool isFine, string name, object? value)
    {
        if (!isFine)
        {
            throw new ArgumentException($"{name} is out of range: {value}");
        }
    }

    private ChannelUriStringBuilder Set(string key, string? value)
    {
        Check(value is null || !value.Contains('|', StringComparison.Ordinal), key, value);
        _uri.Put(key, value);
        return this;
    }

    private int? Int(string key) =>
        _uri.Get(key) is { } text ? checked((int)SystemUtil.ParseSize(key, text)) : null;

    private long? Long(string key) => _uri.Get(key) is { } text ? SystemUtil.ParseSize(key, text) : null;

    private long? Nanos(string key) => _uri.Get(key) is { } text ? SystemUtil.ParseDuration(key, text) : null;

    private bool? Bool(string key) => _uri.Get(key) is { } text ? text == "true" : null;
}
