using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// A network between a publisher of Aeron and its only subscriber: passes datagrams on in both directions, and loses
/// those of data that it is told to. Or it empties packets instead, which Aeron takes for whole: then what the system
/// drops, while nobody has the time to read it, is made good by Aeron, and what is lost is what was told and nothing else.
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
    private readonly Func<IReadOnlyList<ulong>, bool> _loses;
    private readonly bool _empties;
    private readonly ConcurrentDictionary<int, int> _heartbeats = new();
    private EndPoint? _publisher;
    private volatile bool _isLossy;
    private volatile bool _hasSeenEnd;
    private volatile bool _isEnding;
    private int _lost;

    /// <param name="subscriber">Where the subscriber's driver listens.</param>
    /// <param name="loses">Given the numbers of the messages that the datagram's packets begin with.</param>
    public LossyRelay(IPEndPoint subscriber, Func<IReadOnlyList<ulong>, bool> loses)
        : this(subscriber, loses, empties: false)
    {
    }

    private LossyRelay(IPEndPoint subscriber, Func<IReadOnlyList<ulong>, bool> loses, bool empties)
    {
        _empties = empties;
        _subscriber = subscriber;
        _loses = loses;
        new Thread(() => Pump(_front, FromPublisher)) { IsBackground = true }.Start();
        new Thread(() => Pump(_back, FromSubscriber)) { IsBackground = true }.Start();
    }

    /// <summary>Channel that the venue publishes on.</summary>
    public string PublisherChannel => $"aeron:udp?endpoint={_front.LocalEndPoint}|term-length=1m";

    /// <summary>A network that empties packets.</summary>
    /// <param name="subscriber">Where the subscriber's driver listens.</param>
    /// <param name="empties">Given the number of the message that a packet begins with.</param>
    public static LossyRelay Emptying(IPEndPoint subscriber, Func<ulong, bool> empties) =>
        new(subscriber, numbers => empties(numbers[^1]), empties: true);

    /// <summary>Datagrams lost, or packets emptied.</summary>
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
        Read(datagram.AsSpan(0, length), numbers);
        if (_isLossy && !_empties && numbers.Count > 0 && _loses(numbers))
            Interlocked.Increment(ref _lost);
        else
            _back.SendTo(datagram, 0, length, SocketFlags.None, _subscriber);
    }

    private void FromSubscriber(byte[] datagram, int length, EndPoint from)
    {
        if (_publisher is { } publisher)
            _front.SendTo(datagram, 0, length, SocketFlags.None, publisher);
    }

    private void Read(Span<byte> datagram, List<ulong> numbers)
    {
        while (datagram.Length >= DataHeaderLength
            && BinaryPrimitives.ReadUInt16LittleEndian(datagram[6..]) == DataFrame)
        {
            int frame = BinaryPrimitives.ReadInt32LittleEndian(datagram);
            _hasSeenEnd |= (datagram[5] & EndOfStreamFlag) != 0;
            if (frame < DataHeaderLength + 16)
                break;
            Span<byte> packet = datagram[DataHeaderLength..Math.Min(frame, datagram.Length)];
            if (BinaryPrimitives.ReadUInt16LittleEndian(packet[2..]) == HeartbeatTemplate)
                CountHeartbeat(BinaryPrimitives.ReadInt32LittleEndian(datagram[16..]));
            else
                Note(packet, numbers);
            int aligned = (frame + FrameAlignment - 1) / FrameAlignment * FrameAlignment;
            datagram = aligned >= datagram.Length ? default : datagram[aligned..];
        }
    }

    private void CountHeartbeat(int streamId) => _heartbeats.AddOrUpdate(streamId, 1, static (_, count) => count + 1);

    private void Note(Span<byte> packet, List<ulong> numbers)
    {
        numbers.Add(BinaryPrimitives.ReadUInt64LittleEndian(packet[8..]));
        if (!_empties || !_isLossy || !_loses(numbers))
            return;
        packet.Clear();
        Interlocked.Increment(ref _lost);
    }
}
