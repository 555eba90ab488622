using System.Net;
using System.Net.Sockets;

namespace MediaDriverTests.Support;

/// <summary>
/// Ports on the loopback interface that are free at the moment, each given out once: what an earlier test still sends
/// must not reach a later one. Below those that the system gives to sockets that ask for any.
/// </summary>
internal static class Ports
{
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int _last = Random.Shared.Next(Count);

    public static int Free()
    {
        for (int attempt = 0; attempt < Count; attempt++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (CanBind(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No port is free.");
    }

    public static string Channel() => $"aeron:udp?endpoint=127.0.0.1:{Free()}";

    public static string WithoutParameters(string channel) => channel.Split('|')[0];

    private static bool CanBind(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
