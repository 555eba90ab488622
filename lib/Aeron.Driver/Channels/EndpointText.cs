using System.Globalization;
using System.Net;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>Reads <c>host:port</c> and <c>[v6]:port</c>.</summary>
internal static class EndpointText
{
    public static IPEndPoint Resolve(ChannelUri uri, string key, HostAnswers hosts)
    {
        string text = uri.Get(key)!;
        int colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port > IPEndPoint.MaxPort)
        {
            throw uri.Bad(key, "host:port");
        }

        string host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            throw uri.Bad(key, "host:port; addresses of version 6 go in brackets");
        }

        return new IPEndPoint(hosts.AddressOf(uri, host), port);
    }
}
