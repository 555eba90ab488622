using System.Net;
using System.Net.Sockets;

namespace MatchingEngine.Bench.Feed;

/// <summary>Directories and channels of a measurement, none of them used by another.</summary>
internal static class Places
{
    public const string Ipc = "aeron:ipc?term-length=16m";

    public static string AeronDirectory() =>
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"aeron-bench-{Guid.NewGuid():N}");

    public static string DataDirectory() => Directory.CreateTempSubdirectory("me-bench-feed-").FullName;

    /// <summary>A channel to a port that is free now.</summary>
    public static string Udp()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return $"aeron:udp?endpoint=127.0.0.1:{port}|term-length=4m";
    }
}
