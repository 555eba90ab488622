using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver;

namespace MatchingEngine.SystemTests.Support;

/// <summary>What a consumer on another machine would have of its own.</summary>
internal static class ConsumerSide
{
    public static MediaDriver LaunchDriver(string directory) => MediaDriver.Launch(new MediaDriverContext
    {
        DirectoryName = directory, DeleteDirectoryOnShutdown = true, TimerIntervalNanos = 20_000_000,
    });

    public static IPEndPoint FreeEnd()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.Client.LocalEndPoint!;
    }
}
