using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Commands;

namespace MatchingEngine.AeronDriver.Channels;

/// <summary>The addresses of a network channel.</summary>
internal sealed class UdpChannel
{
    private static long _uniqueSuffix;

    private UdpChannel(ChannelUri uri, IPEndPoint remoteData, LocalInterface local, SocketParameters sockets)
    {
        Uri = uri;
        RemoteData = remoteData;
        Local = local;
        Sockets = sockets;
    }

    public ChannelUri Uri { get; }

    /// <summary>Where data goes to: the endpoint. With several destinations, nowhere in particular (port 0).</summary>
    public IPEndPoint RemoteData { get; }

    /// <summary>The group that control frames go to on a multicast channel.</summary>
    public IPEndPoint? ControlGroup { get; private init; }

    /// <summary>The address named by <c>control=</c>.</summary>
    public IPEndPoint? Control { get; private init; }

    public ControlMode ControlMode { get; private init; }

    public LocalInterface Local { get; }

    public SocketParameters Sockets { get; }

    public bool IsMulticast => ControlGroup is not null;

    public bool IsMultiDestination => ControlMode != ControlMode.None;

    /// <summary>The same for two channels exactly when they can share sockets.</summary>
    public string CanonicalForm { get; private init; } = string.Empty;

    public static UdpChannel ForPublication(ChannelUri uri, MediaDriverContext context, HostAnswers hosts)
    {
        UdpChannel channel = Parse(uri, context, hosts);
        if (channel.ControlMode == ControlMode.None && channel.RemoteData.Port == 0)
        {
            throw ChannelUri.Invalid(uri.Text, "a publication needs an endpoint with a port");
        }

        return channel;
    }

    public static UdpChannel ForSubscription(ChannelUri uri, MediaDriverContext context, HostAnswers hosts)
    {
        UdpChannel channel = Parse(uri, context, hosts);
        if (!uri.Has("endpoint"))
        {
            throw channel.ControlMode == ControlMode.Manual
                ? new CommandRefusedException(
                    ErrorCode.NotSupported, "this driver does not serve multi-destination subscriptions: " + uri.Text)
                : ChannelUri.Invalid(uri.Text, "a subscription needs an endpoint");
        }

        return channel;
    }

    /// <summary>
    /// What this asks for and a channel with the same addresses does not have, or null: they share its sockets as they are.
    /// </summary>
    public string? ConflictWith(UdpChannel shared)
    {
        return ControlMode != shared.ControlMode ? "control-mode"
            : Differs("so-sndbuf", Sockets.SendBufferLength, shared.Sockets.SendBufferLength)
            ?? Differs("so-rcvbuf", Sockets.ReceiveBufferLength, shared.Sockets.ReceiveBufferLength)
            ?? Differs("ttl", Sockets.TimeToLive, shared.Sockets.TimeToLive)
            ?? (Uri.Long("gtag") is { } tag && tag != shared.Uri.Long("gtag") ? "gtag" : null);

        string? Differs(string key, int value, int sharedValue) => Uri.Has(key) && value != sharedValue ? key : null;
    }

    /// <summary>Where a destination of a publication with <c>control-mode=manual</c> is.</summary>
    public IPEndPoint Destination(string text, HostAnswers hosts)
    {
        ChannelUri uri = ChannelUri.Parse(text);
        if (uri.IsIpc || uri.IsSpy || !uri.Has("endpoint"))
        {
            throw ChannelUri.Invalid(text, "a destination is a network channel with an endpoint");
        }

        IPEndPoint endpoint = EndpointText.Resolve(uri, "endpoint", hosts);
        if (endpoint.AddressFamily != RemoteData.AddressFamily)
        {
            throw uri.Bad("endpoint", "of the same address family as the publication");
        }

        return endpoint.Port != 0 ? endpoint : throw uri.Bad("endpoint", "an endpoint with a port");
    }

    /// <summary>Whether the group of an address carries many receivers.</summary>
    public static bool IsMulticastAddress(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast
        : (address.GetAddressBytes()[0] & 0xF0) == 0xE0;

    private static UdpChannel Parse(ChannelUri uri, MediaDriverContext context, HostAnswers hosts)
    {
        ControlMode mode = uri.Get("control-mode") switch
        {
            null => ControlMode.None,
            "dynamic" => ControlMode.Dynamic,
            "manual" => ControlMode.Manual,
            "response" => throw new CommandRefusedException(
                ErrorCode.NotSupported, "this driver does not serve response channels: " + uri.Text),
            _ => throw uri.Bad("control-mode", "dynamic or manual"),
        };
        IPEndPoint? control = uri.Has("control") ? EndpointText.Resolve(uri, "control", hosts) : null;
        if (mode == ControlMode.Dynamic && control is null)
        {
            throw ChannelUri.Invalid(uri.Text, "control-mode=dynamic needs control=host:port");
        }

        if (!uri.Has("endpoint") && mode == ControlMode.None)
        {
            throw ChannelUri.Invalid(uri.Text, "an endpoint or a control address with a control mode is needed");
        }

        AddressFamily fallback = control?.AddressFamily ?? AddressFamily.InterNetwork;
        IPEndPoint remote = uri.Has("endpoint")
            ? EndpointText.Resolve(uri, "endpoint", hosts)
            : new IPEndPoint(fallback == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        bool isMulticast = IsMulticastAddress(remote.Address);
        LocalInterface local = InterfaceSearch.Find(uri, remote.AddressFamily, isMulticast, hosts);
        return new UdpChannel(uri, remote, local, SocketParameters.Of(uri, context))
        {
            Control = control,
            ControlMode = mode,
            ControlGroup = isMulticast ? GroupForControl(uri, remote) : null,
            CanonicalForm = Canonical(mode, control, remote, local),
        };
    }

    /// <summary>Data groups have odd last bytes; the control group is the next address.</summary>
    private static IPEndPoint GroupForControl(ChannelUri uri, IPEndPoint data)
    {
        byte[] bytes = data.Address.GetAddressBytes();
        if ((bytes[^1] & 1) == 0)
        {
            throw uri.Bad("endpoint", "a data group: multicast data addresses end in an odd byte");
        }

        bytes[^1]++;
        return new IPEndPoint(new IPAddress(bytes), data.Port);
    }

    private static string Canonical(
        ControlMode mode, IPEndPoint? control, IPEndPoint remote, LocalInterface local)
    {
        string near = control is not null ? control.ToString() : $"{local.Address}:{local.Port}";
        string form = $"UDP-{near}-{remote}";
        bool isUnique = control is null && (remote.Port == 0 || mode == ControlMode.Manual);
        return isUnique ? $"{form}-{Interlocked.Increment(ref _uniqueSuffix)}" : form;
    }
}
