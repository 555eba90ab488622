using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Commands;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>Reads <c>host:port</c> and <c>[v6]:port</c>, resolving names.</summary>
internal static class EndpointText
{
    public static IPEndPoint Resolve(ChannelUri uri, string key)
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

        return new IPEndPoint(AddressOf(uri, host), port);
    }

    /// <summary>The address of a host; of several the first of version 4.</summary>
    public static IPAddress AddressOf(ChannelUri uri, string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return address;
        }

        try
        {
            IPAddress[] found = Dns.GetHostAddresses(host);
            return found.FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork)
                ?? found.FirstOrDefault()
                ?? throw Unknown();
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // An argument that is refused is a name that is too long to be one.
            throw Unknown();
        }

        CommandRefusedException Unknown() => new(ErrorCode.UnknownHost, $"unknown host '{host}': {uri.Text}");
    }
}
