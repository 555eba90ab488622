using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Transport;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Datagrams that the system cuts up must be those that would have been sent one by one.</summary>
public sealed unsafe class SegmentationTests : IDisposable
{
    private const int StreamId = 10;
    private const int SessionId = 4711;
    private const int Mtu = 1408;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(1 << 20);

    public SegmentationTests() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    [Theory]
    [InlineData(1000, 1000, true)]
    [InlineData(1376, 1376, true)]
    [InlineData(32, 32, true)]
    [InlineData(8, 1376, true)]
    [InlineData(8, 200, true)]
    [InlineData(8, 1376, false)]
    public void Datagrams_on_the_wire_hold_whole_frames_and_no_more_than_fit(int min, int max, bool isBatched)
    {
        using var driver = new TestDriver(context => context.UseBatchedSocketCalls = isBatched);
        PeerClient client = driver.Connect();
        int port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?endpoint=127.0.0.1:{port}|session-id={SessionId}|mtu={Mtu}|term-length=64k", StreamId);
        byte[] buffer = new byte[65536];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        Await.That("setup", () => _socket.Available > 0, client.Turn);
        _socket.ReceiveFrom(buffer, ref sender);
        _socket.SendTo(StatusMessage(publication.InitialTermId, window: 0), sender);
        Await.That("connection", () => publication.IsConnected, client.Turn);

        var random = new Random(7);
        byte[] payload = new byte[max];
        do
        {
            random.NextBytes(payload);
        }
        while (publication.TryOffer(payload.AsSpan(0, random.Next(min, max + 1))));

        long end = publication.Position;
        _socket.SendTo(StatusMessage(publication.InitialTermId, window: 48 * 1024), sender);
        int position = 0;
        Await.That("all data", () => position == end, () =>
        {
            client.Turn();
            while (_socket.Available > 0)
            {
                int length = _socket.ReceiveFrom(buffer, ref sender);
                if (buffer[6] == 1 && BinaryPrimitives.ReadInt32LittleEndian(buffer) > 0)
                {
                    Assert.InRange(length, 1, Mtu);
                    Assert.Equal(position, BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(8)));
                    Assert.True(buffer.AsSpan(0, length).SequenceEqual(publication.Log.Bytes(position, length)));
                    AssertWholeFrames(buffer.AsSpan(0, length));
                    position += length;
                }
            }
        });
    }

    [Fact]
    public void Messages_are_made_of_neighbours_of_equal_length_and_one_shorter_at_the_end()
    {
        using var batch = new SendBatch();
        batch.Clear(maySegment: true);

        int[] messages =
        [
            batch.Add(_memory, 100), batch.Add(_memory + 100, 100), batch.Add(_memory + 200, 60),
            batch.Add(_memory + 260, 60), batch.Add(_memory + 320, 100), batch.Add(_memory + 500, 100),
        ];

        Assert.Equal([0, 0, 0, 1, 2, 3], messages);
        Assert.Equal(4, batch.Count);
        Assert.Equal(260, batch.Message(0).Length);
        Assert.Equal(100, Segment(batch, 0));
        Assert.Equal(0, Segment(batch, 1));
    }

    [Fact]
    public void Message_stays_below_the_longest_packet()
    {
        using var batch = new SendBatch();
        batch.Clear(maySegment: true);
        for (int index = 0; index < SendBatch.Capacity; index++)
        {
            batch.Add(_memory + (index * 8192L), 8192);
        }

        Assert.True(batch.IsFull);
        Assert.Equal(3, batch.Count);
        Assert.Equal(7 * 8192, batch.Message(0).Length);
    }

    [Fact]
    public void Nothing_is_put_together_for_a_path_that_cannot_cut_it_up()
    {
        using var batch = new SendBatch();
        batch.Clear(maySegment: true);
        batch.Add(_memory, 100);
        batch.Add(_memory + 100, 100);
        batch.Clear(maySegment: false);

        batch.Add(_memory, 100);
        batch.Add(_memory + 100, 100);

        Assert.Equal(2, batch.Count);
        Assert.Equal(0, Segment(batch, 0));
    }

    [Fact]
    public void Receiver_that_claims_to_be_at_port_0_leaves_a_channel_as_it_is()
    {
        using var driver = new TestDriver();
        using var socket = new DatagramSocket(_socket, useBatchedCalls: true);
        bool maySegment = socket.MaySegment;
        DriverCounter count = driver.Driver.Services.Counters[SystemCounter.ShortSends];
        var destinations = new DestinationSet(isDynamic: true, count);
        using var batch = new SendBatch();
        batch.Clear(maySegment);
        batch.Add(_memory, 100);
        batch.Add(_memory + 100, 100);
        fixed (byte* message = StatusMessage(termId: 0, window: 0))
        {
            var stranger = NativeAddress.Of(new IPEndPoint(IPAddress.Loopback, 0));
            destinations.OnStatusMessage(new StatusMessageFrame(message), stranger, nowNanos: 0);
        }

        destinations.Send(batch, socket, nowNanos: 0);

        Assert.Equal(maySegment, socket.MaySegment);
        Assert.Equal(0, socket.Error);
        Assert.Equal(0, count.Value);
    }

    public void Dispose()
    {
        _socket.Dispose();
        NativeMemory.Free(_memory);
    }

    /// <summary>Length that the system is told to cut a message into; 0 when it is told nothing.</summary>
    private static int Segment(SendBatch batch, int message) => batch.Messages[message].Control == null
        ? 0
        : *(ushort*)((byte*)batch.Messages[message].Control + 16);

    private static void AssertWholeFrames(ReadOnlySpan<byte> datagram)
    {
        int offset = 0;
        while (offset < datagram.Length)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(datagram[offset..]);
            Assert.True(length >= 32, $"frame of {length} bytes at {offset}");
            offset += (length + 31) & ~31;
        }

        Assert.Equal(datagram.Length, offset);
    }

    private static byte[] StatusMessage(int termId, int window)
    {
        byte[] frame = new byte[36];
        (int Offset, int Value)[] fields =
            [(0, 36), (8, SessionId), (12, StreamId), (16, termId), (20, 0), (24, window), (28, 99)];
        foreach ((int offset, int value) in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(offset), value);
        }

        frame[6] = 3;
        return frame;
    }
}
