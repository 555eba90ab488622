using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Channels;

namespace MatchingEngine.AeronDriver.Transport;

/// <summary>Opens the sockets of a channel.</summary>
internal static class SocketFactory
{
    /// <summary>Linux: lets several sockets of this machine hear the same group on the same port.</summary>
    private const int ReusePortOption = 15;
    private const int SocketLevel = 1;

    /// <summary>
    /// Linux: whether a socket hears each group that any socket of this machine has joined, which is what it does by itself.
    /// </summary>
    private const int MulticastAllVersion4 = 49;
    private const int MulticastAllVersion6 = 29;
    private const int LevelVersion4 = 0;
    private const int LevelVersion6 = 41;

    /// <summary>A publication's socket: connected to the endpoint, unless there are several destinations.</summary>
    public static Socket ForSending(UdpChannel channel)
    {
        Socket socket = Open(channel.RemoteData.AddressFamily, channel.Sockets);
        try
        {
            if (channel.IsMulticast)
            {
                SendVia(socket, channel);
            }

            if (channel.IsMultiDestination || channel.Control is not null)
            {
                socket.Bind(channel.Control ?? Local(channel));
            }
            else
            {
                socket.Bind(Local(channel));
            }

            if (!channel.IsMultiDestination)
            {
                socket.Connect(channel.RemoteData);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The socket on which a multicast publication hears its receivers.</summary>
    public static Socket ForControlGroup(UdpChannel channel) => ForGroup(channel, channel.ControlGroup!);

    /// <summary>A subscription's socket.</summary>
    public static Socket ForReceiving(UdpChannel channel)
    {
        if (channel.IsMulticast)
        {
            return ForGroup(channel, channel.RemoteData);
        }

        Socket socket = Open(channel.RemoteData.AddressFamily, channel.Sockets);
        try
        {
            socket.Bind(channel.RemoteData);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket ForGroup(UdpChannel channel, IPEndPoint group)
    {
        Socket socket = Open(group.AddressFamily, channel.Sockets);
        try
        {
            bool isVersion6 = group.AddressFamily == AddressFamily.InterNetworkV6;
            Share(socket);
            HearOwnGroupsOnly(socket, isVersion6);
            SendVia(socket, channel);
            socket.Bind(new IPEndPoint(isVersion6 ? IPAddress.IPv6Any : IPAddress.Any, group.Port));
            if (isVersion6)
            {
                socket.SetSocketOption(
                    SocketOptionLevel.IPv6,
                    SocketOptionName.AddMembership,
                    new IPv6MulticastOption(group.Address, channel.Local.Index));
            }
            else
            {
                socket.SetSocketOption(
                    SocketOptionLevel.IP,
                    SocketOptionName.AddMembership,
                    new MulticastOption(group.Address, channel.Local.Address));
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Open(AddressFamily family, SocketParameters parameters)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        if (parameters.ReceiveBufferLength > 0)
        {
            socket.ReceiveBufferSize = parameters.ReceiveBufferLength;
        }

        if (parameters.SendBufferLength > 0)
        {
            socket.SendBufferSize = parameters.SendBufferLength;
        }

        socket.Blocking = false;
        return socket;
    }

    private static void Share(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(SocketLevel, ReusePortOption, BitConverter.GetBytes(1));
        }
    }

    private static void HearOwnGroupsOnly(Socket socket, bool isVersion6)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            socket.SetRawSocketOption(
                isVersion6 ? LevelVersion6 : LevelVersion4,
                isVersion6 ? MulticastAllVersion6 : MulticastAllVersion4,
                BitConverter.GetBytes(0));
        }
        catch (SocketException)
        {
            // A system from before the option: groups on one port are told apart by their streams alone.
        }
    }

    private static void SendVia(Socket socket, UdpChannel channel)
    {
        bool isVersion6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        SocketOptionLevel level = isVersion6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
        if (isVersion6)
        {
            socket.SetSocketOption(level, SocketOptionName.MulticastInterface, channel.Local.Index);
        }
        else
        {
            socket.SetSocketOption(
                level, SocketOptionName.MulticastInterface, channel.Local.Address.GetAddressBytes());
        }

        if (channel.Sockets.TimeToLive > 0)
        {
            socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, channel.Sockets.TimeToLive);
        }
    }

    private static IPEndPoint Local(UdpChannel channel) => new(channel.Local.Address, channel.Local.Port);
}
