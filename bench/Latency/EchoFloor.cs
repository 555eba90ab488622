using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HdrHistogram;

namespace MatchingEngine.Bench.Latency;

/// <summary>
/// The floor under a round trip: a plain TCP echo on loopback between two threads, as many bytes each way as an order
/// and its report, with both sides spinning on non-blocking receives or both blocked in them.
/// </summary>
internal static class EchoFloor
{
    public const int RequestBytes = 54;
    public const int ReplyBytes = 94;

    public static LongHistogram Measure(bool spinning, int roundTrips, int warmUp)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.NoDelay = true;
        client.Connect(listener.LocalEndPoint!);
        using Socket server = listener.Accept();
        server.NoDelay = true;
        client.Blocking = server.Blocking = !spinning;

        var echo = new Thread(() => Serve(server)) { IsBackground = true };
        echo.Start();
        var histogram = new LongHistogram(1, 10_000_000_000, 3);
        byte[] request = new byte[RequestBytes];
        byte[] reply = new byte[ReplyBytes];
        for (int i = 0; i < warmUp + roundTrips; i++)
        {
            long start = Stopwatch.GetTimestamp();
            client.Send(request);
            Receive(client, reply);
            if (i >= warmUp)
                histogram.RecordValue(Stopwatch.GetTimestamp() - start);
        }
        client.Shutdown(SocketShutdown.Both);
        client.Close();
        echo.Join();
        return histogram;
    }

    private static void Serve(Socket server)
    {
        byte[] request = new byte[RequestBytes];
        byte[] reply = new byte[ReplyBytes];
        while (Receive(server, request))
            server.Send(reply);
    }

    private static bool Receive(Socket socket, Span<byte> buffer)
    {
        int received = 0;
        while (received < buffer.Length)
        {
            int count = socket.Receive(buffer[received..], SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                continue;
            if (error != SocketError.Success || count == 0)
                return false;
            received += count;
        }
        return true;
    }
}
