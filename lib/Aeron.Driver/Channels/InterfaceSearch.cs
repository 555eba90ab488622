using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>Finds the local interface that <c>interface=address[/prefix][:port]</c> means.</summary>
internal static class InterfaceSearch
{
    /// <summary>Address and port to bind to, and the index by which version 6 names the interface.</summary>
    public static LocalInterface Find(ChannelUri uri, AddressFamily family, bool isMulticast, HostAnswers hosts)
    {
        string? text = uri.Get("interface");
        if (text is null)
        {
            return isMulticast ? DefaultForMulticast(family) : new LocalInterface(Any(family), 0, 0);
        }

        (string host, int prefix, int port) = Split(uri, text);
        IPAddress wanted = hosts.AddressOf(uri, host);
        if (wanted.Equals(IPAddress.Any) || wanted.Equals(IPAddress.IPv6Any))
        {
            return new LocalInterface(Any(family), port, 0);
        }

        if (wanted.AddressFamily != family)
        {
            throw uri.Bad("interface", "of the same address family as the endpoint");
        }

        foreach (NetworkInterface candidate in NetworkInterface.GetAllNetworkInterfaces())
        {
            IPInterfaceProperties properties = candidate.GetIPProperties();
            foreach (UnicastIPAddressInformation local in properties.UnicastAddresses)
            {
                if (local.Address.AddressFamily == family && SharesPrefix(local.Address, wanted, prefix))
                {
                    return new LocalInterface(local.Address, port, IndexOf(properties, family));
                }
            }
        }

        // Any address of the loopback network can be bound though the system lists only one.
        return IPAddress.IsLoopback(wanted)
            ? new LocalInterface(wanted, port, 0)
            : throw uri.Bad("interface", "an interface of this machine");
    }

    public static bool SharesPrefix(IPAddress one, IPAddress other, int prefix)
    {
        byte[] left = one.GetAddressBytes();
        byte[] right = other.GetAddressBytes();
        if (left.Length != right.Length)
        {
            return false;
        }

        int bits = prefix < 0 ? left.Length * 8 : Math.Min(prefix, left.Length * 8);
        for (int bit = 0; bit < bits; bit++)
        {
            int mask = 0x80 >> (bit & 7);
            if (((left[bit >> 3] ^ right[bit >> 3]) & mask) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static IPAddress Any(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    private static LocalInterface DefaultForMulticast(AddressFamily family)
    {
        foreach (NetworkInterface candidate in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (candidate.OperationalStatus != OperationalStatus.Up || !candidate.SupportsMulticast)
            {
                continue;
            }

            IPInterfaceProperties properties = candidate.GetIPProperties();
            foreach (UnicastIPAddressInformation local in properties.UnicastAddresses)
            {
                if (local.Address.AddressFamily == family && !IPAddress.IsLoopback(local.Address))
                {
                    return new LocalInterface(local.Address, 0, IndexOf(properties, family));
                }
            }
        }

        return new LocalInterface(Any(family), 0, 0);
    }

    private static int IndexOf(IPInterfaceProperties properties, AddressFamily family)
    {
        try
        {
            return family == AddressFamily.InterNetworkV6
                ? properties.GetIPv6Properties().Index
                : properties.GetIPv4Properties().Index;
        }
        catch (NetworkInformationException)
        {
            return 0;
        }
    }

    private static (string Host, int Prefix, int Port) Split(ChannelUri uri, string text)
    {
        int port = 0;
        int prefix = -1;
        int bracket = text.IndexOf(']', StringComparison.Ordinal);
        int colon = text.IndexOf(':', Math.Max(bracket, 0));
        if (colon > 0)
        {
            port = Number(text[(colon + 1)..], IPEndPoint.MaxPort);
            text = text[..colon];
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            prefix = Number(text[(slash + 1)..], 128);
            text = text[..slash];
        }

        return (text.Trim('[', ']'), prefix, port);

        int Number(string digits, int max) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= max
                ? number
                : throw uri.Bad("interface", "address[/prefix][:port]");
    }
}
