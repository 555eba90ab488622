using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Bytes on the wire, against sockets of the test's own.</summary>
public sealed class WireTests : IDisposable
{
    private const int StreamId = 0x01020304;
    private const int SessionId = 0x11121314;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public WireTests() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    [Fact]
    public void Publication_sends_setup_data_and_heartbeat_as_the_protocol_says()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        int port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?endpoint=127.0.0.1:{port}|session-id={SessionId}|term-length=64k|mtu=1408"
            + "|init-term-id=16909060|term-id=16909061|term-offset=64",
            StreamId);

        (byte[] setup, EndPoint sender) = Receive(client, 40, type: 5);
        Assert.Equal(
            "28000000" + "00" + "00" + "0500" + "40000000" + "14131211" + "04030201" + "04030201" + "05030201"
            + "00000100" + "80050000" + "00000000",
            Hex(setup));

        Send(sender, StatusMessage(termId: 16909061, termOffset: 64, window: 65536));
        Await.That("connection", () => publication.IsConnected, client.Turn);
        Assert.True(publication.TryOffer("abc"u8));
        (byte[] data, _) = Receive(client, 64, type: 1);
        Assert.Equal(
            "23000000" + "00" + "C0" + "0100" + "40000000" + "14131211" + "04030201" + "05030201" + "0000000000000000"
            + "616263" + new string('0', 58),
            Hex(data));

        (byte[] heartbeat, _) = Receive(client, 32, type: 1);
        Assert.Equal(
            "00000000" + "00" + "C0" + "0100" + "80000000" + "14131211" + "04030201" + "05030201" + "0000000000000000",
            Hex(heartbeat));

        Send(sender, Nak(termId: 16909061, termOffset: 64, length: 64));
        (byte[] again, _) = Receive(client, 64, type: 1);
        Assert.Equal(Hex(data), Hex(again));

        Send(sender, RoundTripRequest());
        (byte[] reply, _) = Receive(client, 40, type: 6);
        Assert.Equal(
            "28000000" + "00" + "00" + "0600" + "14131211" + "04030201" + "0807060504030201" + "0000000000000000"
            + "2122232425262728",
            Hex(reply));

        client.AwaitReply(publication.Remove());
        (byte[] end, _) = Receive(client, 32, type: 1, flags: 0xE0);
        Assert.Equal("00000000" + "00" + "E0" + "0100" + "80000000", Hex(end)[..24]);
    }

    [Fact]
    public void Subscription_asks_for_setup_and_answers_with_status_messages_and_naks()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        var endpoint = IPEndPoint.Parse(channel[(channel.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);

        Send(endpoint, Data(termOffset: 0, "first"));
        (byte[] elicited, _) = Receive(client, 36, type: 3);
        Assert.Equal(
            "24000000" + "00" + "80" + "0300" + "14131211" + "04030201" + "00000000" + "00000000" + "00000000",
            Hex(elicited)[..56]);

        Send(endpoint, Setup());
        PeerImage image = subscription.AwaitImage();
        (byte[] status, _) = Receive(client, 36, type: 3);
        Assert.Equal(
            "24000000" + "00" + "00" + "0300" + "14131211" + "04030201" + "07000000" + "00000000" + "00800000",
            Hex(status)[..56]);
        Assert.Equal(Hex(elicited)[56..], Hex(status)[56..]);

        Send(endpoint, Data(termOffset: 64, "second"));
        (byte[] nak, _) = Receive(client, 28, type: 2);
        Assert.Equal(
            "1C000000" + "00" + "00" + "0200" + "14131211" + "04030201" + "07000000" + "00000000" + "40000000",
            Hex(nak));

        Send(endpoint, Data(termOffset: 0, "first"));
        var messages = new List<string>();
        Await.That("both messages", () => messages.Count == 2, () =>
        {
            client.Turn();
            image.Poll(10, message => messages.Add(System.Text.Encoding.ASCII.GetString(message)));
        });
        Assert.Equal(["first", "second"], messages);
    }

    [Theory]
    [InlineData("1800000000C00100000000001413121104030201070000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000")]
    [InlineData("00FF000000C00100000000001413121104030201070000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000")]
    [InlineData("2300000000C0010000000000141312110403020107000000000000000000000061")]
    [InlineData("2300000001C00100000000001413121104030201070000000000000000000000616263000000000000000000"
        + "0000000000000000000000000000000000000000")]
    [InlineData("230000")]
    public void Broken_datagram_is_counted_and_changes_nothing(string hex)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        var endpoint = IPEndPoint.Parse(channel[(channel.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        Send(endpoint, Setup());
        PeerImage image = subscription.AwaitImage();

        Send(endpoint, Convert.FromHexString(hex));

        Await.That("count", () => driver.Counter(SystemCounter.InvalidPackets) == 1, client.Turn);
        Assert.Equal(0, image.Log.Int(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-64)]
    [InlineData(1 << 30)]
    public void Nak_out_of_range_is_counted_and_not_answered(int length)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        int port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?endpoint=127.0.0.1:{port}|session-id={SessionId}", StreamId);
        (_, EndPoint sender) = Receive(client, 40, type: 5);

        Send(sender, Nak(publication.InitialTermId, 0, length));

        Await.That("count", () => driver.Counter(SystemCounter.InvalidPackets) == 1, client.Turn);
        Assert.Equal(0, driver.Counter(SystemCounter.RetransmitsSent));
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MaxValue, 0)]
    [InlineData(64 * 1024, 1)]
    [InlineData(32, 1)]
    public void Nak_that_points_into_a_message_is_counted_and_not_answered(int length, short type)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        int port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?endpoint=127.0.0.1:{port}|session-id={SessionId}", StreamId);
        (_, EndPoint sender) = Receive(client, 40, type: 5);
        Send(sender, StatusMessage(publication.InitialTermId, termOffset: 0, window: 65536));
        Await.That("connection", () => publication.IsConnected, client.Turn);
        byte[] message = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(message, length);
        BinaryPrimitives.WriteInt16LittleEndian(message.AsSpan(6), type);
        Assert.True(publication.TryOffer(message));
        Receive(client, 96, type: 1);

        Send(sender, Nak(publication.InitialTermId, termOffset: 32, length: 64));

        Await.That("count", () => driver.Counter(SystemCounter.InvalidPackets) == 1, client.Turn);
        Assert.Equal(0, driver.Counter(SystemCounter.RetransmittedBytes));
        Assert.True(publication.TryOffer("next"u8));
        Receive(client, 64, type: 1);
    }

    public void Dispose() => _socket.Dispose();

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);

    private static byte[] Frame(int length, byte flags, short type, params (int Offset, int Value)[] fields)
    {
        byte[] frame = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        frame[5] = flags;
        BinaryPrimitives.WriteInt16LittleEndian(frame.AsSpan(6), type);
        foreach ((int offset, int value) in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(offset), value);
        }

        return frame;
    }

    private static byte[] StatusMessage(int termId, int termOffset, int window) => Frame(
        36, 0, 3, (8, SessionId), (12, StreamId), (16, termId), (20, termOffset), (24, window), (28, 99));

    private static byte[] Nak(int termId, int termOffset, int length) => Frame(
        28, 0, 2, (8, SessionId), (12, StreamId), (16, termId), (20, termOffset), (24, length));

    private static byte[] RoundTripRequest() => Frame(
        40,
        0x80,
        6,
        (8, SessionId),
        (12, StreamId),
        (16, 0x05060708),
        (20, 0x01020304),
        (32, 0x24232221),
        (36, 0x28272625));

    private static byte[] Setup() => Frame(
        40, 0, 5, (8, 0), (12, SessionId), (16, StreamId), (20, 7), (24, 7), (28, 65536), (32, 1408));

    private static byte[] Data(int termOffset, string text)
    {
        byte[] frame = Frame(
            64, 0xC0, 1, (0, 32 + text.Length), (8, termOffset), (12, SessionId), (16, StreamId), (20, 7));
        System.Text.Encoding.ASCII.GetBytes(text, frame.AsSpan(32));
        return frame;
    }

    private void Send(EndPoint destination, byte[] datagram) => _socket.SendTo(datagram, destination);

    /// <summary>Waits for a datagram of a kind and lets others pass.</summary>
    private (byte[] Datagram, EndPoint Sender) Receive(PeerClient client, int length, short type, byte? flags = null)
    {
        byte[] buffer = new byte[2048];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        byte[]? found = null;
        Await.That($"a frame of type {type}", () => found is not null, () =>
        {
            client.Turn();
            while (found is null && _socket.Available > 0)
            {
                int received = _socket.ReceiveFrom(buffer, ref sender);
                if (received == length && buffer[6] == type && (flags is null || buffer[5] == flags))
                {
                    found = buffer[..received];
                }
            }
        });
        return (found!, sender);
    }
}
