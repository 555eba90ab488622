using System.Globalization;
using MatchingEngine.AeronDriver.Channels;

namespace MatchingEngine.AeronDriver.Flow;

/// <summary>
/// Reads <c>fc=</c>: <c>max</c>, <c>min[,g:/N][,t:5s]</c> or <c>tagged,g:TAG[/N][,t:5s]</c>, each with <c>rrwm:N</c>
/// for the number of windows that one NAK may bring.
/// </summary>
internal static class FlowControlParameters
{
    private const int MaxGroupSize = 1000;

    public static FlowControl Of(UdpChannel channel, MediaDriverContext context)
    {
        bool isGroup = channel.IsMulticast || channel.IsMultiDestination;
        int windows = isGroup ? MaxFlowControl.GroupRetransmitWindows : MaxFlowControl.UnicastRetransmitWindows;
        string[] parts = (channel.Uri.Get("fc") ?? "max").Split(',');
        long timeout = context.FlowControlReceiverTimeoutNanos;
        int required = 0;
        long? tag = null;
        foreach (string part in parts.AsSpan(1))
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            string value = part[(colon + 1)..];
            switch (colon < 0 ? part : part[..colon])
            {
                case "rrwm":
                    windows = Number(channel.Uri, value);
                    break;
                case "t":
                    timeout = ChannelUri.ParseDurationNanos(value) ?? throw Bad(channel.Uri);
                    break;
                case "g":
                    (tag, required) = Group(channel.Uri, value);
                    break;
                default:
                    throw Bad(channel.Uri);
            }
        }

        // One receiver needs no strategy for many.
        string name = isGroup ? parts[0] : parts[0] is "min" or "tagged" ? "max" : parts[0];
        return name switch
        {
            "max" => new MaxFlowControl(windows),
            "min" => new MinFlowControl(windows, timeout, required, null),
            "tagged" => new MinFlowControl(windows, timeout, required, tag ?? throw Bad(channel.Uri)),
            _ => throw Bad(channel.Uri),
        };
    }

    /// <summary>The tag that a subscription puts in its status messages.</summary>
    public static long? GroupTagOf(ChannelUri uri) => uri.Long("gtag");

    private static (long? Tag, int Required) Group(ChannelUri uri, string value)
    {
        int slash = value.IndexOf('/', StringComparison.Ordinal);
        string tag = slash < 0 ? value : value[..slash];
        int required = slash < 0 ? 0 : Number(uri, value[(slash + 1)..]);
        if (tag.Length == 0)
        {
            return (null, required);
        }

        return long.TryParse(tag, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? (number, required)
            : throw Bad(uri);
    }

    private static int Number(ChannelUri uri, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 0 and <= MaxGroupSize ? number : throw Bad(uri);

    private static Commands.CommandRefusedException Bad(ChannelUri uri) =>
        uri.Bad("fc", "max, min[,g:/N][,t:5s] or tagged,g:TAG[/N][,t:5s], each with ,rrwm:N");
}
