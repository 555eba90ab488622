using System.Net.Sockets;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public class AllocationTests
{
    [Theory]
    [InlineData(ReadinessMode.Epoll, 4)]
    [InlineData(ReadinessMode.Epoll, 0)]
    [InlineData(ReadinessMode.Portable, 0)]
    public void Message_in_and_report_out_allocate_nothing(ReadinessMode mode, int direct)
    {
        if (mode == ReadinessMode.Epoll && !OperatingSystem.IsLinux())
            return;
        using var venue = new Venue(options => options with { Readiness = mode, DirectReceiveConnections = direct });
        TestClient client = venue.LogOn();
        venue.Engine.IsRecording = false;
        byte[] received = new byte[1 << 16];
        Exchange(venue, client.Socket, received, first: 1, count: 10_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int reports = Exchange(venue, client.Socket, received, first: 10_001, count: 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(10_000, reports);
        Assert.Equal(20_000, venue.Gateway.Counters.MessagesSent);
    }

    [Fact]
    public void Refused_messages_allocate_nothing()
    {
        using var venue = new Venue(options => options with { MaxRejectsPerSecond = int.MaxValue });
        TestClient client = venue.LogOn();
        byte[] received = new byte[1 << 16];
        byte[] frame = TestClient.Frame(Venue.Order(0));
        RefuseMany(venue, client.Socket, frame, received, 5_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RefuseMany(venue, client.Socket, frame, received, 5_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_000, venue.Gateway.Counters.RejectsInvalidMsgSeqNum);
    }

    private static int Exchange(Venue venue, Socket client, byte[] received, uint first, int count)
    {
        const int ReportLength = FrameLayout.BlockOffset + ExecutionReportNewBlock.BlockLength;
        Span<byte> frame = stackalloc byte[FrameLayout.MaxFrameLength];
        int bytes = 0;
        for (uint n = first; n < first + count; n++)
        {
            int length = FrameCodec.Write(frame, Venue.Order(n));
            client.Send(frame[..length], SocketFlags.None, out _);
            for (int turns = 0; bytes < (n - first + 1) * ReportLength && turns < 100_000; turns++)
            {
                venue.Turn();
                int taken = client.Receive(received, SocketFlags.None, out SocketError error);
                bytes += error == SocketError.Success ? taken : 0;
            }
        }
        return bytes / ReportLength;
    }

    private static void RefuseMany(Venue venue, Socket client, byte[] frame, byte[] received, int count)
    {
        for (int i = 0; i < count; i++)
        {
            client.Send(frame, SocketFlags.None, out _);
            int taken = 0;
            for (int turns = 0; taken == 0 && turns < 100_000; turns++)
            {
                venue.Turn();
                taken = client.Receive(received, SocketFlags.None, out _);
            }
        }
    }
}
