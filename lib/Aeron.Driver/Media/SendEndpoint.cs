using System.Net;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Publications;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>
/// The sockets of a channel that is published to. Takes what receivers send back to the publications it is for. Sends
/// and receives on the sender's thread.
/// </summary>
internal sealed unsafe class SendEndpoint : ChannelEndpoint, IDatagramHandler
{
    private readonly DriverServices _services;
    private readonly DatagramSocket _socket;
    private readonly DatagramSocket? _controlSocket;
    private readonly DestinationSet? _destinations;
    private readonly FaultyLine? _faults;
    private readonly SendBatch _single = new();
    private readonly Dictionary<(int SessionId, int StreamId), SenderStream> _streams = [];
    private readonly List<SenderStream> _streamList = [];
    private long _nowNanos;
    private readonly ChannelErrors _errors;

    public SendEndpoint(
        DriverServices services,
        UdpChannel channel,
        DriverCounter status,
        DestinationSet? destinations,
        DatagramSocket socket,
        DatagramSocket? controlSocket)
        : base(channel, status)
    {
        _services = services;
        _destinations = destinations;
        _socket = socket;
        _controlSocket = controlSocket;
        _errors = new ChannelErrors(services, channel.Uri.Text);
        _faults = services.Context.ReceiveFaults is { } faults ? new FaultyLine(faults) : null;
    }

    /// <summary>Where it goes to when that is more than one place. For the sender's thread.</summary>
    public DestinationSet? Destinations => _destinations;

    /// <summary>What clients have named of it. For the conductor's thread.</summary>
    public NamedDestinations Named { get; } = new();

    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>Whether datagrams that lie behind one another may go as one message.</summary>
    public bool MaySegment => _socket.MaySegment;

    public void Add(SenderStream stream)
    {
        _streams.Add((stream.SessionId, stream.StreamId), stream);
        _streamList.Add(stream);
    }

    public void Remove(SenderStream stream)
    {
        _streams.Remove((stream.SessionId, stream.StreamId));
        _streamList.Remove(stream);
    }

    /// <summary>Sends to all destinations and returns how many datagrams went out.</summary>
    public int Send(SendBatch batch)
    {
        int sent;
        if (_destinations is null)
        {
            batch.ClearDestination();
            sent = _socket.Send(batch);
        }
        else
        {
            // One destination that takes nothing must not hold the others up: what it misses it asks for again.
            _destinations.Send(batch, _socket, _nowNanos);
            sent = batch.Count;
        }

        long bytes = 0;
        for (int index = 0; index < sent; index++)
        {
            bytes += batch.Message(index).Length;
        }

        _services.Counters[SystemCounter.BytesSent].Add(bytes);
        return sent;
    }

    /// <summary>Sends one frame to all destinations.</summary>
    public void Send(byte* frame, int length)
    {
        _single.Clear();
        _single.Add(frame, length);
        if (Send(_single) < 1)
        {
            _services.Counters[SystemCounter.ShortSends].Increment();
        }
    }

    /// <summary>Answers one receiver.</summary>
    public void SendTo(byte* frame, int length, in NativeAddress destination)
    {
        _single.Clear();
        _single.Add(frame, length);
        if (Channel.IsMultiDestination)
        {
            _socket.Send(_single, destination);
        }
        else
        {
            _single.ClearDestination();
            _socket.Send(_single);
        }
    }

    public long DestinationIdOf(in NativeAddress source) => _destinations?.RegistrationIdOf(source) ?? -1;

    /// <summary>Takes what receivers sent; returns the number of datagrams.</summary>
    public int Poll(ReceiveBatch batch, long nowNanos)
    {
        _nowNanos = nowNanos;
        _errors.Look(_socket, nowNanos);
        int received = Poll(_socket, batch, nowNanos);
        return _controlSocket is null ? received : received + Poll(_controlSocket, batch, nowNanos);
    }

    public void OnDatagram(byte* datagram, int length, in NativeAddress source, long nowNanos)
    {
        if (length < WireHeader.Length || WireHeader.Version(datagram) != 0)
        {
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        switch (WireHeader.Type(datagram))
        {
            case FrameType.StatusMessage when length >= StatusMessageFrame.Length:
                OnStatusMessage(new StatusMessageFrame(datagram), length, source, nowNanos);
                break;

            case FrameType.Nak when length >= NakFrame.Length:
                OnNak(new NakFrame(datagram), nowNanos);
                break;

            case FrameType.RoundTripTime when length >= RoundTripFrame.Length:
                var request = new RoundTripFrame(datagram);
                Find(request.SessionId, request.StreamId)?.OnRoundTripRequest(request, source);
                break;

            case FrameType.Error when length >= ErrorFrame.HeaderLength:
                var error = new ErrorFrame(datagram);
                _services.Counters[SystemCounter.ErrorFramesReceived].Increment();
                Find(error.SessionId, error.StreamId)?.OnError(error, length, source);
                break;

            default:
                // Frames of other types are for others.
                break;
        }
    }

    public override void Dispose()
    {
        _socket.Dispose();
        _controlSocket?.Dispose();
        _single.Dispose();
    }

    private int Poll(DatagramSocket socket, ReceiveBatch batch, long nowNanos)
    {
        int received = socket.Receive(batch);
        for (int index = 0; index < received; index++)
        {
            batch.Deliver(index, nowNanos, this, _faults);
        }

        return received;
    }

    private void OnStatusMessage(StatusMessageFrame message, int length, in NativeAddress source, long nowNanos)
    {
        if (message.HasGroupTag && length < StatusMessageFrame.LengthWithGroupTag)
        {
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        _services.Counters[SystemCounter.StatusMessagesReceived].Increment();
        _destinations?.OnStatusMessage(message, source, nowNanos);
        bool isForAll = message.SessionId == 0 && message.StreamId == 0
            && (message.Flags & StatusMessageFrame.SendSetupFlag) != 0;
        if (!isForAll)
        {
            Find(message.SessionId, message.StreamId)?.OnStatusMessage(message, nowNanos);
            return;
        }

        for (int index = 0; index < _streamList.Count; index++)
        {
            _streamList[index].OnSetupElicited(message, nowNanos);
        }
    }

    private void OnNak(NakFrame nak, long nowNanos)
    {
        _services.Counters[SystemCounter.NaksReceived].Increment();
        Find(nak.SessionId, nak.StreamId)?.OnNak(nak, nowNanos);
    }

    private SenderStream? Find(int sessionId, int streamId) => _streams.GetValueOrDefault((sessionId, streamId));
}
