using System.Net;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Flow;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>
/// The socket of a channel that is subscribed to. Gives data to the images, asks for setup frames of sessions that
/// somebody wants, and sends what images have to say to their sources. Used on the receiver's thread, apart from what
/// says otherwise.
/// </summary>
internal sealed unsafe class ReceiveEndpoint : ChannelEndpoint, IDatagramHandler
{
    private const long ElicitIntervalNanos = 1_000_000_000;

    private readonly DriverServices _services;
    private readonly DatagramSocket _socket;
    private readonly FaultyLine? _faults;
    private readonly SendBatch _single = new();
    private readonly Dictionary<int, StreamInterest> _streams = [];
    private readonly NativeAddress? _controlGroup;
    private readonly NativeAddress? _control;
    private readonly ChannelErrors _errors;
    private long _lastElicitNanos;
    private bool _isSuspended;

    public ReceiveEndpoint(
        DriverServices services, UdpChannel channel, DriverCounter status, long receiverId, DatagramSocket socket)
        : base(channel, status)
    {
        _services = services;
        ReceiverId = receiverId;
        GroupTag = FlowControlParameters.GroupTagOf(channel.Uri);
        _socket = socket;
        _errors = new ChannelErrors(services, channel.Uri.Text);
        _controlGroup = channel.ControlGroup is { } group ? NativeAddress.Of(group) : null;
        _control = channel.Control is { } control ? NativeAddress.Of(control) : null;
        _faults = services.Context.ReceiveFaults is { } faults ? new FaultyLine(faults) : null;
        _lastElicitNanos = DriverServices.NowNanos() - ElicitIntervalNanos;
    }

    public long ReceiverId { get; }

    /// <summary>Group that the status messages say the receiver is of.</summary>
    public long? GroupTag { get; }

    public IPEndPoint LocalEndPoint => _socket.LocalEndPoint;

    public void AddInterest(int streamId, int? sessionId)
    {
        if (!_streams.TryGetValue(streamId, out StreamInterest? interest))
        {
            interest = new StreamInterest(ElicitIntervalNanos);
            _streams.Add(streamId, interest);
        }

        interest.Add(sessionId);
    }

    public void RemoveInterest(int streamId, int? sessionId)
    {
        if (_streams.TryGetValue(streamId, out StreamInterest? interest))
        {
            interest.Remove(sessionId);
            if (interest.IsEmpty)
            {
                _streams.Remove(streamId);
            }
        }
    }

    public void AddImage(NetworkImage image)
    {
        if (_streams.TryGetValue(image.Log.StreamId, out StreamInterest? interest))
        {
            SessionEntry entry = EntryOf(interest, image.Log.SessionId);
            entry.State = SessionState.Active;
            entry.Image = image;
        }
    }

    /// <summary>An image that was asked for could not be made: the next setup frame is a new chance.</summary>
    public void ForgetRequest(int streamId, int sessionId) =>
        Forget(streamId, sessionId, SessionState.BeingMade);

    /// <summary>
    /// An image has gone for good: its session may come back. It may have done so by now, and then stays as it is.
    /// </summary>
    public void EndCoolDown(int streamId, int sessionId) =>
        Forget(streamId, sessionId, SessionState.CoolingDown);

    /// <summary>
    /// The image takes no more data. Its session may come back at once, or not before <see cref="EndCoolDown"/>.
    /// </summary>
    public void RemoveImage(NetworkImage image, bool coolsDown)
    {
        if (!_streams.TryGetValue(image.Log.StreamId, out StreamInterest? interest)
            || !interest.Sessions.TryGetValue(image.Log.SessionId, out SessionEntry? entry)
            || entry.Image != image)
        {
            return;
        }

        if (!coolsDown)
        {
            interest.Sessions.Remove(image.Log.SessionId);
            return;
        }

        interest.CoolDown(image.Log.SessionId);
    }

    /// <summary>Takes what arrived; returns the number of datagrams.</summary>
    public int Poll(ReceiveBatch batch, long nowNanos)
    {
        if (_control is not null && nowNanos - _lastElicitNanos >= ElicitIntervalNanos)
        {
            _lastElicitNanos = nowNanos;
            ElicitSetup(0, 0, _control.Value);
        }

        _errors.Look(_socket, nowNanos);
        int received = _socket.Receive(batch);
        long bytes = 0;
        for (int index = 0; index < received; index++)
        {
            bytes += batch.Length(index);
            batch.Deliver(index, nowNanos, this, _faults);
        }

        if (received > 0)
        {
            _services.Counters[SystemCounter.BytesReceived].Add(bytes);
        }

        return received;
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
            case FrameType.Data or FrameType.Padding:
                OnData(datagram, length, source, nowNanos);
                break;

            case FrameType.Setup when length >= SetupFrame.Length:
                OnSetup(new SetupFrame(datagram), source, nowNanos);
                break;

            default:
                // Frames of other types are for others.
                break;
        }
    }

    /// <summary>Sends one control frame on behalf of an image.</summary>
    public void Send(byte* frame, int length, in NativeAddress destination)
    {
        if (_isSuspended)
        {
            return;
        }

        _single.Clear();
        _single.Add(frame, length);
        if (_socket.Send(_single, destination) < 1)
        {
            _services.Counters[SystemCounter.ShortSends].Increment();
        }
    }

    /// <summary>Where an image's control frames go: the group's control address, or the source itself.</summary>
    public NativeAddress ControlAddressFor(in NativeAddress source) => _controlGroup ?? source;

    /// <summary>From now on nothing is sent. An image that still drains may go on, but says nothing any more.</summary>
    public void Suspend() => _isSuspended = true;

    /// <summary>Somebody uses the endpoint again before its socket was closed.</summary>
    public void Resume() => _isSuspended = false;

    public override void Dispose()
    {
        _socket.Dispose();
        _single.Dispose();
    }

    private static SessionEntry EntryOf(StreamInterest interest, int sessionId)
    {
        if (!interest.Sessions.TryGetValue(sessionId, out SessionEntry? entry))
        {
            entry = new SessionEntry();
            interest.Sessions.Add(sessionId, entry);
        }

        return entry;
    }

    private void Forget(int streamId, int sessionId, SessionState state)
    {
        if (_streams.TryGetValue(streamId, out StreamInterest? interest)
            && interest.Sessions.TryGetValue(sessionId, out SessionEntry? entry)
            && entry.State == state)
        {
            interest.Sessions.Remove(sessionId);
        }
    }

    private void OnData(byte* frame, int length, in NativeAddress source, long nowNanos)
    {
        if (length < FrameHeader.Length)
        {
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        int streamId = Memory.Shared.GetInt(frame + FrameHeader.StreamIdOffset);
        int sessionId = Memory.Shared.GetInt(frame + FrameHeader.SessionIdOffset);
        if (!_streams.TryGetValue(streamId, out StreamInterest? interest))
        {
            return;
        }

        if (interest.Sessions.TryGetValue(sessionId, out SessionEntry? entry))
        {
            if (entry.State == SessionState.Active)
            {
                entry.Image!.OnData(frame, length, nowNanos);
            }

            return;
        }

        bool isEnd = (WireHeader.Flags(frame) & FrameHeader.EndOfStreamFlag) != 0 && WireHeader.FrameLength(frame) == 0;
        if (interest.Wants(sessionId) && !isEnd && interest.Elicited.TryAsk(sessionId, nowNanos))
        {
            ElicitSetup(sessionId, streamId, ControlAddressFor(source));
        }
    }

    private void OnSetup(SetupFrame frame, in NativeAddress source, long nowNanos)
    {
        SetupFields setup = frame.Read();
        if (!_streams.TryGetValue(setup.StreamId, out StreamInterest? interest) || !interest.Wants(setup.SessionId))
        {
            return;
        }

        if (interest.Sessions.ContainsKey(setup.SessionId))
        {
            return;
        }

        if (!IsValid(setup))
        {
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        if (interest.IsFull)
        {
            _errors.Tell($"stream {setup.StreamId} has {StreamInterest.MaxSessions} sessions, which is the most", nowNanos);
            return;
        }

        interest.Sessions.Add(setup.SessionId, new SessionEntry { State = SessionState.BeingMade });
        var request = new ImageRequest(this, setup, frame.Flags, source);
        _services.ForConductor.Post(() => ImageRequested!(request));
    }

    /// <summary>Set by the conductor: makes the image. Called on the conductor's thread.</summary>
    public Action<ImageRequest>? ImageRequested { get; init; }

    private static bool IsValid(in SetupFields setup) => LogLayout.IsTermLength(setup.TermLength)
        && setup.TermOffset >= 0 && setup.TermOffset <= setup.TermLength
        && setup.TermOffset % FrameHeader.Alignment == 0
        && setup.MtuLength is > FrameHeader.Length and <= ReceiveBatch.DatagramLength
        && setup.ActiveTermId - setup.InitialTermId >= 0;

    private void ElicitSetup(int sessionId, int streamId, in NativeAddress destination)
    {
        byte* frame = stackalloc byte[StatusMessageFrame.LengthWithGroupTag];
        int length = new StatusMessageFrame(frame).Write(
            StatusMessageFrame.SendSetupFlag,
            new StatusMessageFields(sessionId, streamId, 0, 0, 0, ReceiverId, GroupTag));
        Send(frame, length, destination);
        _services.Counters[SystemCounter.StatusMessagesSent].Increment();
    }
}
