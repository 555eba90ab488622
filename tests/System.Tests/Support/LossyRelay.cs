using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// A network between a publisher of Aeron and its only subscriber: passes datagrams on in both directions, and loses
/// those of data that it is told to.
/// </summary>
internal sealed class LossyRelay : IDisposable
{
    private const int DataHeaderLength = 32;
    private const int FrameAlignment = 32;
    private const ushort DataFrame = 1;
    private const int EndOfStreamFlag = 0x20;
    private const ushort HeartbeatTemplate = 480;

    private readonly Socket _front = Bound();
    private readonly Socket _back = Bound();
    private readonly IPEndPoint _subscriber;
    private readonly Func<int, IReadOnlyList<ulong>, bool> _loses;
    private readonly ConcurrentDictionary<int, int> _heartbeats = new();
    private EndPoint? _publisher;
    private volatile bool _isLossy;
    private volatile bool _hasSeenEnd;
    private volatile bool _isEnding;
    private int _lost;

    /// <param name="subscriber">Where the subscriber's driver listens.</param>
    /// <param name="loses">Given the stream and the numbers of the messages that the datagram's packets begin
    /// with.</param>
    public LossyRelay(IPEndPoint subscriber, Func<int, IReadOnlyList<ulong>, bool> loses)
    {
        _subscriber = subscriber;
        _loses = loses;
        new Thread(() => Pump(_front, FromPublisher)) { IsBackground = true }.Start();
        new Thread(() => Pump(_back, FromSubscriber)) { IsBackground = true }.Start();
    }

    /// <summary>Channel that the venue publishes on.</summary>
    public string PublisherChannel => $"aeron:udp?endpoint={_front.LocalEndPoint}|term-length=1m";

    /// <summary>Datagrams lost.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Whether anything is lost yet.</summary>
    public bool IsLossy
    {
        get => _isLossy;
        set => _isLossy = value;
    }

    /// <summary>Whether the publisher has said of some stream that it ends.</summary>
    public bool HasSeenEnd => _hasSeenEnd;

    /// <summary>Heartbeats of a stream of Aeron that were passed on.</summary>
    public int Heartbeats(int streamId) => _heartbeats.GetValueOrDefault(streamId);

    public void Dispose()
    {
        _isEnding = true;
        _front.Dispose();
        _back.Dispose();
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.ReceiveBufferSize = 1 << 20;
        return socket;
    }

    private void Pump(Socket socket, Action<byte[], int, EndPoint> pass)
    {
        byte[] datagram = new byte[1 << 16];
        while (!_isEnding)
        {
            try
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                int length = socket.ReceiveFrom(datagram, ref from);
                pass(datagram, length, from);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Nobody listens there yet, or any more.
            }
        }
    }

    private void FromPublisher(byte[] datagram, int length, EndPoint from)
    {
        _publisher = from;
        List<ulong> numbers = [];
        int streamId = Read(datagram.AsSpan(0, length), numbers);
        if (_isLossy && numbers.Count > 0 && _loses(streamId, numbers))
            Interlocked.Increment(ref _lost);
        else
            _back.SendTo(datagram, 0, length, SocketFlags.None, _subscriber);
    }

    private void FromSubscriber(byte[] datagram, int length, EndPoint from)
    {
        if (_publisher is { } publisher)
            _front.SendTo(datagram, 0, length, SocketFlags.None, publisher);
    }

    private int Read(ReadOnlySpan<byte> datagram, List<ulong> numbers)
    {
        int streamId = 0;
        while (datagram.Length >= DataHeaderLength
            && BinaryPrimitives.ReadUInt16LittleEndian(datagram[6..]) == DataFrame)
        {
            int frame = BinaryPrimitives.ReadInt32LittleEndian(datagram);
            _hasSeenEnd |= (datagram[5] & EndOfStreamFlag) != 0;
            if (frame < DataHeaderLength + 16)
                break;
            streamId = BinaryPrimitives.ReadInt32LittleEndian(datagram[16..]);
            ReadOnlySpan<byte> packet = datagram[DataHeaderLength..];
            if (BinaryPrimitives.ReadUInt16LittleEndian(packet[2..]) == HeartbeatTemplate)
                _heartbeats.AddOrUpdate(streamId, 1, static (_, count) => count + 1);
            else
                numbers.Add(BinaryPrimitives.ReadUInt64LittleEndian(packet[8..]));
            int aligned = (frame + FrameAlignment - 1) / FrameAlignment * FrameAlignment;
            datagram = aligned >= datagram.Length ? default : datagram[aligned..];
        }
        return streamId;
    }
}
