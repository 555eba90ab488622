using System.Net;
using System.Net.Sockets;

namespace MediaDriverTests.Support;

/// <summary>Ports on the loopback interface that are free at the moment.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public static string Channel() => $"aeron:udp?endpoint=127.0.0.1:{Free()}";

    public static string WithoutParameters(string channel) => channel.Split('|')[0];
}
