using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(FlushMode.Immediate)]
    [InlineData(FlushMode.Batched)]
    public async Task Sending_and_receiving_allocate_nothing(FlushMode flushMode)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var venue = Task.Run(() => AcceptEveryOrder(listener));
        var handler = new CountingHandler();
        using var client = new OrderEntryClient(
            new OrderEntryClientOptions
            {
                EndPoint = listener.LocalEndPoint!,
                SessionID = ClientHarness.SessionID,
                Key = ClientHarness.Key,
                FlushMode = flushMode,
                WindowSize = 1_024,
                Reconnect = ReconnectPolicy.None,
            },
            handler);
        client.Connect();
        var limit = DateTime.UtcNow.AddSeconds(30);
        Exchange(client, handler, orders: 5_000, limit);

        // What the runtime sets up once, on a path first taken under load, is no matter of a message: that would show
        // in each round.
        long least = long.MaxValue;
        for (int round = 0; round < 4 && least != 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exchange(client, handler, orders: 10_000, limit);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(10_000, handler.Count);
        }

        Assert.Equal(0, least);
        client.Dispose();
        await venue.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static void Exchange(OrderEntryClient client, CountingHandler handler, int orders, DateTime limit)
    {
        int sent = 0;
        handler.Count = 0;
        while (handler.Count < orders && DateTime.UtcNow < limit)
        {
            if (sent < orders &&
                client.TryNewOrder((ulong)sent + 1, 1, Side.Buy, 1, 1, TimeInForce.GoodTillCancel, out _) ==
                SendResult.Sent)
            {
                sent++;
            }

            if (client.Poll() == 0)
                client.AwaitWork(1);
        }
    }

    /// <summary>A venue on a thread of its own, blocking, until the client leaves.</summary>
    private static void AcceptEveryOrder(Socket listener)
    {
        using Socket socket = listener.Accept();
        byte[] bytes = new byte[65_536];
        int length = 0;
        uint seqNo = 0;
        while (true)
        {
            int count = socket.Receive(bytes.AsSpan(length), SocketFlags.None, out SocketError error);
            if (count == 0 || error != SocketError.Success)
                return;
            length += count;
            int start = 0;
            while (length - start >= WireFormat.HeaderLength &&
                length - start >= WireFormat.LengthOf(bytes.AsSpan(start)))
            {
                Span<byte> frame = bytes.AsSpan(start, WireFormat.LengthOf(bytes.AsSpan(start)));
                byte[] answer = AnswerTo(frame, ref seqNo);
                if (answer.Length > 0)
                    socket.Send(answer);
                start += frame.Length;
            }

            bytes.AsSpan(start, length - start).CopyTo(bytes);
            length -= start;
        }
    }

    private static byte[] AnswerTo(ReadOnlySpan<byte> frame, ref uint seqNo)
    {
        switch (WireFormat.TemplateOf(frame))
        {
            case NegotiateBlock.TemplateId:
                ulong version = WireFormat.Decode<NegotiateBlock>(frame).SessionVerID;
                return WireFormat.Encode(
                    new NegotiationResponseBlock { SessionID = ClientHarness.SessionID, SessionVerID = version });
            case EstablishBlock.TemplateId:
                EstablishBlock establish = WireFormat.Decode<EstablishBlock>(frame);
                return WireFormat.Encode(new EstablishmentAckBlock
                {
                    SessionID = ClientHarness.SessionID,
                    SessionVerID = establish.SessionVerID,
                    KeepAliveInterval = 60_000,
                    NextSeqNo = 1,
                });
            case NewOrderSingleBlock.TemplateId:
                uint refSeqNum = MemoryMarshal.Read<uint>(frame[(WireFormat.HeaderLength + 4)..]);
                return WireFormat.Encode(ClientHarness.NewReport(++seqNo, refSeqNum));
            default:
                return [];
        }
    }

    private sealed class CountingHandler : OrderEntryHandler
    {
        public int Count { get; set; }

        public override void OnExecutionReportNew(in ExecutionReportNewBlock report) => Count++;
    }
}
