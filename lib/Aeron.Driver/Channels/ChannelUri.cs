using System.Globalization;
using MatchingEngine.AeronDriver.Commands;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>
/// A channel as a client writes it: <c>[aeron-spy:]aeron:udp|ipc[?key=value|key=value…]</c>. A parameter that this
/// driver does not know is refused, so that nobody relies on a setting that does nothing.
/// </summary>
internal sealed class ChannelUri
{
    private const string SpyPrefix = "aeron-spy:";
    private const string Scheme = "aeron:";
    private const int MaxLength = 4095;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "endpoint", "interface", "control", "control-mode", "term-length", "mtu", "init-term-id", "term-id",
        "term-offset", "session-id", "linger", "reliable", "eos", "sparse", "tether", "rejoin", "alias", "stream-id",
        "fc", "gtag", "cc", "rcv-wnd", "pub-wnd", "so-rcvbuf", "so-sndbuf", "ttl", "ssc", "group", "max-resend",
        "nak-delay", "untethered-window-limit-timeout", "untethered-linger-timeout", "untethered-resting-timeout",
    };

    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "tags", "response-correlation-id", "response-endpoint", "channel-rcv-ts-offset", "channel-snd-ts-offset",
        "media-rcv-ts-offset",
    };

    private readonly Dictionary<string, string> _parameters;

    private ChannelUri(string text, bool isSpy, string media, Dictionary<string, string> parameters)
    {
        Text = text;
        IsSpy = isSpy;
        Media = media;
        _parameters = parameters;
    }

    /// <summary>As the client wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether it asks for a local publication's log instead of the network.</summary>
    public bool IsSpy { get; }

    /// <summary>"udp" or "ipc".</summary>
    public string Media { get; }

    public bool IsIpc => Media == "ipc";

    /// <exception cref="CommandRefusedException">It is no channel, or asks for what is not served.</exception>
    public static ChannelUri Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Invalid(text[..64] + "…", $"longer than {MaxLength} characters");
        }

        bool isSpy = text.StartsWith(SpyPrefix, StringComparison.Ordinal);
        string rest = isSpy ? text[SpyPrefix.Length..] : text;
        if (!rest.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw Invalid(text, "channels begin with 'aeron:'");
        }

        rest = rest[Scheme.Length..];
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string media = question < 0 ? rest : rest[..question];
        if (media is not ("udp" or "ipc") || (isSpy && media == "ipc"))
        {
            throw Invalid(text, $"unknown media '{(isSpy ? SpyPrefix : string.Empty)}{media}'");
        }

        return new ChannelUri(text, isSpy, media, ParseParameters(text, question < 0 ? "" : rest[(question + 1)..]));
    }

    public string? Get(string key) => _parameters.GetValueOrDefault(key);

    public bool Has(string key) => _parameters.ContainsKey(key);

    /// <summary>A whole number within a range.</summary>
    public int? Int(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        string? value = Get(key);
        if (value is null)
        {
            return null;
        }

        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max ? number : throw Bad(key, $"a whole number from {min} to {max}");
    }

    public long? Long(string key)
    {
        string? value = Get(key);
        if (value is null)
        {
            return null;
        }

        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number : throw Bad(key, "a whole number");
    }

    /// <summary>A number of bytes, with k, m or g for powers of 1024.</summary>
    public int? Size(string key)
    {
        string? value = Get(key);
        return value is null ? null : ParseSize(value) ?? throw Bad(key, "a size such as 65536, 64k or 16m");
    }

    /// <summary>A duration with the unit ns, us, ms or s; without unit nanoseconds.</summary>
    public long? DurationNanos(string key)
    {
        string? value = Get(key);
        return value is null ? null : ParseDurationNanos(value) ?? throw Bad(key, "a duration such as 500ms or 5s");
    }

    public bool? Bool(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Bad(key, "true or false"),
    };

    public CommandRefusedException Bad(string key, string wanted) =>
        Invalid(Text, $"{key}={Get(key)} is not {wanted}");

    public static CommandRefusedException Invalid(string channel, string why) =>
        new(ErrorCode.InvalidChannel, $"invalid channel: {why}: {channel}");

    /// <summary>Null when the text is no duration.</summary>
    public static long? ParseDurationNanos(string text)
    {
        (string digits, long unit) = text switch
        {
            _ when text.EndsWith("ns", StringComparison.Ordinal) => (text[..^2], 1L),
            _ when text.EndsWith("us", StringComparison.Ordinal) => (text[..^2], 1_000L),
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 1_000_000L),
            _ when text.EndsWith('s') => (text[..^1], 1_000_000_000L),
            _ => (text, 1L),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= long.MaxValue / unit ? number * unit : null;
    }

    private static int? ParseSize(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        int shift = char.ToLowerInvariant(text[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        string digits = shift == 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= int.MaxValue >> shift ? (int)(number << shift) : null;
    }

    private static Dictionary<string, string> ParseParameters(string text, string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in query.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Invalid(text, $"'{part}' is not key=value");
            }

            string key = part[..equals];
            if (LeftOut.Contains(key))
            {
                throw new CommandRefusedException(
                    ErrorCode.NotSupported, $"this driver does not serve the parameter '{key}': {text}");
            }

            if (!Known.Contains(key))
            {
                throw Invalid(text, $"unknown parameter '{key}'");
            }

            parameters[key] = part[(equals + 1)..];
        }

        return parameters;
    }
}
