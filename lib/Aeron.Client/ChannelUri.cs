using System.Globalization;
using System.Text;
using Adaptive.Aeron.LogBuffer;

namespace Adaptive.Aeron;

/// <summary>
/// A channel taken apart: <c>[aeron-spy:]aeron:media[?key=value[|key=value]…]</c>. Unknown keys are kept. For one
/// thread while it is changed.
/// </summary>
public sealed class ChannelUri
{
    /// <summary>Scheme of a channel.</summary>
    public const string AERON_SCHEME = "aeron";

    /// <summary>Prefix of a channel that reads what a publication of the same driver sends.</summary>
    public const string SPY_QUALIFIER = "aeron-spy";

    /// <summary>The tag of nothing.</summary>
    public const long INVALID_TAG = Aeron.NULL_VALUE;

    /// <summary>Characters of the longest channel.</summary>
    public const int MAX_URI_LENGTH = 4095;

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private string _prefix;
    private string _media;

    private ChannelUri(string prefix, string media)
    {
        _prefix = prefix;
        _media = media;
    }

    /// <summary>Whether the media is UDP.</summary>
    public bool IsUdp => _media == Aeron.Context.UDP_MEDIA;

    /// <summary>Whether the media is shared memory.</summary>
    public bool IsIpc => _media == Aeron.Context.IPC_MEDIA;

    /// <summary>Takes a channel apart.</summary>
    /// <param name="uri">The channel.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static ChannelUri Parse(string uri)
    {
        if (uri.Length > MAX_URI_LENGTH)
        {
            throw new ArgumentException($"channel is longer than {MAX_URI_LENGTH} characters: {uri.Length}");
        }

        string prefix = string.Empty;
        ReadOnlySpan<char> rest = uri;
        if (rest.StartsWith(Aeron.Context.SPY_PREFIX, StringComparison.Ordinal))
        {
            prefix = SPY_QUALIFIER;
            rest = rest[Aeron.Context.SPY_PREFIX.Length..];
        }

        const string Scheme = AERON_SCHEME + ":";
        if (!rest.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new ArgumentException($"channel must begin with '{Scheme}': {uri}");
        }

        rest = rest[Scheme.Length..];
        int question = rest.IndexOf('?');
        string media = (question < 0 ? rest : rest[..question]).ToString();
        if (media is not (Aeron.Context.UDP_MEDIA or Aeron.Context.IPC_MEDIA))
        {
            throw new ArgumentException($"unknown media '{media}' in channel: {uri}");
        }

        var channel = new ChannelUri(prefix, media);
        if (question >= 0)
        {
            channel.ParseParameters(rest[(question + 1)..], uri);
        }

        return channel;
    }

    /// <summary>Adds a session id to a channel, in place of the one that it has.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="sessionId">The session id.</param>
    /// <returns>The new channel.</returns>
    public static string AddSessionId(string channel, int sessionId)
    {
        ChannelUri uri = Parse(channel);
        uri.Put(Aeron.Context.SESSION_ID_PARAM_NAME, sessionId.ToString(CultureInfo.InvariantCulture));
        return uri.ToString();
    }

    /// <summary>Adds an alias to a channel that has none.</summary>
    /// <param name="uri">The channel.</param>
    /// <param name="alias">The alias.</param>
    /// <returns>The channel with an alias.</returns>
    public static string AddAliasIfAbsent(string uri, string alias)
    {
        ChannelUri channel = Parse(uri);
        if (channel.ContainsKey(Aeron.Context.ALIAS_PARAM_NAME))
        {
            return uri;
        }

        channel.Put(Aeron.Context.ALIAS_PARAM_NAME, alias);
        return channel.ToString();
    }

    /// <summary>Whether a value is a tag, "tag:" and a number.</summary>
    /// <param name="paramValue">The value.</param>
    /// <returns>True when it is.</returns>
    public static bool IsTagged(string? paramValue) =>
        paramValue is not null && paramValue.StartsWith(Aeron.Context.TAG_PREFIX, StringComparison.Ordinal);

    /// <summary>The number of a tag.</summary>
    /// <param name="paramValue">The value.</param>
    /// <returns>The number, or <see cref="INVALID_TAG"/> when the value is no tag.</returns>
    public static long GetTag(string? paramValue) => IsTagged(paramValue)
        ? long.Parse(paramValue.AsSpan(Aeron.Context.TAG_PREFIX.Length), CultureInfo.InvariantCulture)
        : INVALID_TAG;

    /// <summary>What stands before the scheme.</summary>
    /// <returns>"aeron-spy" or nothing.</returns>
    public string Prefix() => _prefix;

    /// <summary>Sets what stands before the scheme.</summary>
    /// <param name="prefix">"aeron-spy" or nothing.</param>
    /// <returns>This.</returns>
    public ChannelUri Prefix(string prefix)
    {
        _prefix = prefix;
        return this;
    }

    /// <summary>The media.</summary>
    /// <returns>"udp" or "ipc".</returns>
    public string Media() => _media;

    /// <summary>Sets the media.</summary>
    /// <param name="media">"udp" or "ipc".</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public ChannelUri Media(string media)
    {
        if (media is not (Aeron.Context.UDP_MEDIA or Aeron.Context.IPC_MEDIA))
        {
            throw new ArgumentException($"unknown media: {media}", nameof(media));
        }

        _media = media;
        return this;
    }

    /// <summary>The scheme.</summary>
    /// <returns>"aeron".</returns>
    public string Scheme() => AERON_SCHEME;

    /// <summary>Value of a parameter.</summary>
    /// <param name="key">The parameter.</param>
    /// <returns>The value, or null.</returns>
    public string? Get(string key) => _parameters.GetValueOrDefault(key);

    /// <summary>Value of a parameter.</summary>
    /// <param name="key">The parameter.</param>
    /// <param name="defaultValue">What is returned when there is none.</param>
    /// <returns>The value.</returns>
    public string Get(string key, string defaultValue) => _parameters.GetValueOrDefault(key, defaultValue);

    /// <summary>Sets a parameter.</summary>
    /// <param name="key">The parameter.</param>
    /// <param name="value">Its value; null takes the parameter out.</param>
    /// <returns>The value before, or null.</returns>
    public string? Put(string key, string? value)
    {
        if (value is null)
        {
            return Remove(key);
        }

        string? before = Get(key);
        _parameters[key] = value;
        return before;
    }

    /// <summary>Takes a parameter out.</summary>
    /// <param name="key">The parameter.</param>
    /// <returns>Its value, or null.</returns>
    public string? Remove(string key) => _parameters.Remove(key, out string? before) ? before : null;

    /// <summary>Whether there is a parameter.</summary>
    /// <param name="key">The parameter.</param>
    /// <returns>True when there is.</returns>
    public bool ContainsKey(string key) => _parameters.ContainsKey(key);

    /// <summary>The first of the tags.</summary>
    /// <returns>The tag, or null.</returns>
    public string? ChannelTag() => TagAt(0);

    /// <summary>The second of the tags.</summary>
    /// <returns>The tag, or null.</returns>
    public string? EntityTag() => TagAt(1);

    /// <summary>Shows each parameter.</summary>
    /// <param name="consumer">Gets key and value.</param>
    public void ForEachParameter(Action<string, string> consumer)
    {
        foreach ((string key, string value) in _parameters)
        {
            consumer(key, value);
        }
    }

    /// <summary>Makes a publication begin at a position.</summary>
    /// <param name="position">Bytes since the beginning; a multiple of 32.</param>
    /// <param name="initialTermId">Id of the first term.</param>
    /// <param name="termLength">Bytes of a term.</param>
    /// <exception cref="ArgumentException">The position is negative or no multiple of 32.</exception>
    public void InitialPosition(long position, int initialTermId, int termLength)
    {
        if (position < 0 || position % FrameDescriptor.FRAME_ALIGNMENT != 0)
        {
            throw new ArgumentException($"position must be a multiple of 32 and not negative: {position}");
        }

        int bits = LogBufferDescriptor.PositionBitsToShift(termLength);
        int termId = LogBufferDescriptor.ComputeTermIdFromPosition(position, bits, initialTermId);
        int termOffset = (int)(position & (termLength - 1));
        Put(Aeron.Context.INITIAL_TERM_ID_PARAM_NAME, initialTermId.ToString(CultureInfo.InvariantCulture));
        Put(Aeron.Context.TERM_ID_PARAM_NAME, termId.ToString(CultureInfo.InvariantCulture));
        Put(Aeron.Context.TERM_OFFSET_PARAM_NAME, termOffset.ToString(CultureInfo.InvariantCulture));
        Put(Aeron.Context.TERM_LENGTH_PARAM_NAME, termLength.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Puts the port of an address that was found out in place of port 0 of the endpoint.</summary>
    /// <param name="resolvedEndpoint">The address, "host:port".</param>
    /// <exception cref="ArgumentException">The address has no port or port 0.</exception>
    public void ReplaceEndpointWildcardPort(string resolvedEndpoint)
    {
        int colon = resolvedEndpoint.LastIndexOf(':');
        if (colon < 0 || resolvedEndpoint.EndsWith(":0", StringComparison.Ordinal))
        {
            throw new ArgumentException($"address must have a port: {resolvedEndpoint}", nameof(resolvedEndpoint));
        }

        string? endpoint = Get(Aeron.Context.ENDPOINT_PARAM_NAME);
        if (endpoint is null)
        {
            Put(Aeron.Context.ENDPOINT_PARAM_NAME, resolvedEndpoint);
        }
        else if (endpoint.EndsWith(":0", StringComparison.Ordinal))
        {
            Put(Aeron.Context.ENDPOINT_PARAM_NAME, string.Concat(endpoint.AsSpan(0, endpoint.Length - 2),
                resolvedEndpoint.AsSpan(colon)));
        }
    }

    /// <summary>Puts the channel together.</summary>
    /// <returns>The channel.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (_prefix.Length > 0)
        {
            text.Append(_prefix).Append(':');
        }

        text.Append(AERON_SCHEME).Append(':').Append(_media);
        char separator = '?';
        foreach ((string key, string value) in _parameters)
        {
            text.Append(separator).Append(key).Append('=').Append(value);
            separator = '|';
        }

        return text.ToString();
    }

    private string? TagAt(int index)
    {
        string[]? tags = Get(Aeron.Context.TAGS_PARAM_NAME)?.Split(',');
        return tags is not null && index < tags.Length && tags[index].Length > 0 ? tags[index] : null;
    }

    private void ParseParameters(ReadOnlySpan<char> text, string uri)
    {
        foreach (Range range in text.Split('|'))
        {
            ReadOnlySpan<char> parameter = text[range];
            int equals = parameter.IndexOf('=');
            if (equals <= 0)
            {
                throw new ArgumentException($"parameter must be key=value: '{parameter}' in channel: {uri}");
            }

            _parameters[parameter[..equals].ToString()] = parameter[(equals + 1)..].ToString();
        }
    }
}
