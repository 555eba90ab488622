using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Flow;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Memory;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Publications;

/// <summary>
/// The sender's half of a network publication: setup, data, heartbeats, retransmissions, flow control. Used by the
/// sender's thread alone, apart from the properties that say otherwise.
/// </summary>
internal sealed unsafe class SenderStream : IResender
{
    private const long SetupIntervalNanos = 100_000_000;
    private const long HeartbeatIntervalNanos = 100_000_000;

    private readonly DriverServices _services;
    private readonly LogBuffer _log;
    private readonly SendEndpoint _endpoint;
    private readonly SenderCounters _counters;
    private readonly FlowControl _flowControl;
    private readonly RetransmitHandler _retransmits;
    private readonly ReceiverLiveness _liveness;
    private readonly int _mtuLength;
    private readonly bool _signalsEndOfStream;
    private readonly long _registrationId;
    private readonly bool _isGroup;

    private bool _isSetupElicited;
    private bool _wasConnected;
    private bool _isHeldUp;
    private bool _hasReceivers;
    private bool _isAtEndOfStream;
    private bool _isRevoked;
    private bool _hasToldEnd;
    private bool _receiverSawEnd;
    private long _lastSetupNanos;
    private long _lastSendNanos;
    private Func<long>? _spyPosition;

    public SenderStream(
        DriverServices services,
        long registrationId,
        LogBuffer log,
        SendEndpoint endpoint,
        PublicationParameters parameters,
        FlowControl flowControl,
        SenderCounters counters)
    {
        MediaDriverContext context = services.Context;
        _services = services;
        _registrationId = registrationId;
        _log = log;
        _endpoint = endpoint;
        _counters = counters;
        _flowControl = flowControl;
        _mtuLength = parameters.MtuLength;
        _signalsEndOfStream = parameters.SignalEndOfStream;
        _isGroup = endpoint.Channel.IsMulticast || endpoint.Channel.IsMultiDestination;
        _retransmits = new RetransmitHandler(
            _isGroup,
            parameters.MaxResend,
            context.RetransmitUnicastDelayNanos,
            context.RetransmitUnicastLingerNanos);
        _liveness = new ReceiverLiveness(context.PublicationConnectionTimeoutNanos);
        counters.Position.Value = parameters.StartPosition;
        counters.Limit.Value = parameters.StartPosition;
        _lastSetupNanos = DriverServices.NowNanos() - SetupIntervalNanos;
    }

    public int SessionId => _log.SessionId;

    public int StreamId => _log.StreamId;

    public SenderCounters Counters => _counters;

    /// <summary>Whether anybody listens on the network. Any thread.</summary>
    public bool HasReceivers => Volatile.Read(ref _hasReceivers);

    /// <summary>Whether a receiver has said that it has everything to the end. Any thread.</summary>
    public bool ReceiverSawEnd => Volatile.Read(ref _receiverSawEnd);

    /// <summary>From now on heartbeats say that the stream has ended. Any thread.</summary>
    public void SignalEnd(bool isRevoked)
    {
        Volatile.Write(ref _isRevoked, isRevoked);
        Volatile.Write(ref _isAtEndOfStream, true);
    }

    /// <summary>While there are spies and no receivers the spies' position is what counts as sent.</summary>
    public void FollowSpies(Func<long>? spyPosition) => Volatile.Write(ref _spyPosition, spyPosition);

    /// <summary>One turn; returns the bytes of data sent.</summary>
    public int Send(SendBatch batch, long nowNanos)
    {
        long position = _counters.Position.Value;
        if (_isSetupElicited || !_wasConnected)
        {
            SendSetupWhenDue(position, nowNanos);
        }

        int sent = SendData(batch, position, nowNanos);
        if (sent == 0)
        {
            OnIdle(position, nowNanos);
        }

        _retransmits.OnTime(nowNanos, this);
        return sent;
    }

    public void OnStatusMessage(StatusMessageFrame message, long nowNanos)
    {
        if ((message.Flags & StatusMessageFrame.SendSetupFlag) != 0)
        {
            OnSetupElicited(message, nowNanos);
            return;
        }

        long position = LogLayout.Position(
            message.ConsumptionTermId, message.ConsumptionTermOffset, _log.BitsToShift, _log.InitialTermId);
        if (Math.Abs(position - _counters.Position.Value) > _log.TermLength / 2)
        {
            _services.Counters[SystemCounter.StatusMessagesRejected].Increment();
            return;
        }

        if ((message.Flags & StatusMessageFrame.EndOfStreamFlag) != 0)
        {
            _liveness.Remove(message.ReceiverId);
            Volatile.Write(ref _receiverSawEnd, !_isGroup);
        }
        else
        {
            _liveness.OnHeard(message.ReceiverId, nowNanos);
        }

        long limit = _counters.Limit.Value;
        _counters.Limit.ProposeMax(_flowControl.OnStatusMessage(message, position, limit, nowNanos));
        _wasConnected = true;
        RefreshReceivers();
    }

    public void OnSetupElicited(StatusMessageFrame message, long nowNanos)
    {
        if (!Volatile.Read(ref _isAtEndOfStream))
        {
            _isSetupElicited = true;
            _flowControl.OnSetupRequested(message, nowNanos);
        }
    }

    public void OnNak(NakFrame nak, long nowNanos)
    {
        _counters.NaksReceived.Add(1);
        int offset = nak.TermOffset;
        int length = nak.RangeLength;
        bool isValid = offset >= 0 && offset < _log.TermLength && offset % FrameHeader.Alignment == 0
            && length > 0 && length <= _log.TermLength - offset;
        if (!isValid)
        {
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        int allowed = _flowControl.MaxRetransmitLength(length, offset, _log.TermLength);
        if (!_retransmits.OnNak(nak.TermId, offset, allowed, nowNanos, this))
        {
            _services.Counters[SystemCounter.RetransmitOverflow].Increment();
        }
    }

    /// <summary>Answers a receiver that measures the round trip.</summary>
    public void OnRoundTripRequest(RoundTripFrame request, in NativeAddress source)
    {
        if ((request.Flags & RoundTripFrame.ReplyFlag) != 0)
        {
            byte* frame = stackalloc byte[RoundTripFrame.Length];
            new RoundTripFrame(frame).Write(
                0, SessionId, StreamId, request.EchoTimestamp, 0, request.ReceiverId);
            _endpoint.SendTo(frame, RoundTripFrame.Length, source);
        }
    }

    public void OnError(ErrorFrame error, int length, in NativeAddress source)
    {
        _flowControl.OnReceiverGone(error.ReceiverId);
        if (!_liveness.Remove(error.ReceiverId))
        {
            return;
        }

        RefreshReceivers();
        bool hasTag = (error.Flags & ErrorFrame.HasGroupTagFlag) != 0;
        var report = new PublicationErrorReport(
            _registrationId,
            _endpoint.DestinationIdOf(source),
            SessionId,
            StreamId,
            error.ReceiverId,
            hasTag ? error.GroupTag : -1,
            source.ToEndPoint(),
            error.Code,
            error.Text(length));
        _services.ForConductor.Post(() => _services.Notifier.PublicationError(report));
    }

    /// <summary>Sends frames again that lie where the log is still whole.</summary>
    public void Resend(int termId, int termOffset, int length)
    {
        long sent = _counters.Position.Value;
        long position = LogLayout.Position(termId, termOffset, _log.BitsToShift, _log.InitialTermId);
        long oldest = sent - (_log.TermLength / 2) - LogLayout.MaxMessageLength;
        if (position >= sent || position < Math.Max(oldest, sent - _log.TermLength))
        {
            return;
        }

        byte* term = _log.At(position) - termOffset;
        if (!IsFrame(term, termOffset, termId))
        {
            // Anybody can ask for the middle of a message, whose bytes are no header.
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        int end = termOffset + (int)Math.Min(length, sent - position);
        int offset = termOffset;
        while (offset < end)
        {
            int bytes = Gather(term, offset, end - offset, out int padding);
            if (bytes == 0)
            {
                break;
            }

            _endpoint.Send(term + offset, bytes);
            _services.Counters[SystemCounter.RetransmittedBytes].Add(bytes);
            offset += bytes + padding;
        }

        _services.Counters[SystemCounter.RetransmitsSent].Increment();
    }

    private bool IsFrame(byte* term, int offset, int termId)
    {
        byte* frame = term + offset;
        return Shared.GetInt(frame + FrameHeader.TermOffsetOffset) == offset
            && Shared.GetInt(frame + FrameHeader.TermIdOffset) == termId
            && Shared.GetInt(frame + FrameHeader.StreamIdOffset) == StreamId
            && Shared.GetInt(frame + FrameHeader.SessionIdOffset) == SessionId;
    }

    private void RefreshReceivers()
    {
        bool hasReceivers = _liveness.Count > 0 && _flowControl.HasRequiredReceivers;
        Volatile.Write(ref _hasReceivers, hasReceivers);
        if (_counters.Receivers is { } receivers)
        {
            receivers.Value = _flowControl.ReceiverCount;
        }
    }

    private int SendData(SendBatch batch, long position, long nowNanos)
    {
        long limit = _counters.Limit.Value;
        if (limit <= position)
        {
            NoteHeldUp(position);
            return 0;
        }

        Span<int> advances = stackalloc int[SendBatch.Capacity];
        advances.Clear();
        batch.Clear(_endpoint.MaySegment);
        long next = position;
        while (!batch.IsFull && next < limit)
        {
            int offset = (int)next & _log.TermMask;
            byte* at = _log.At(next);
            int bytes = Gather(at - offset, offset, (int)Math.Min(limit - next, int.MaxValue), out int padding);
            if (bytes == 0)
            {
                break;
            }

            advances[batch.Add(at, bytes)] += bytes + padding;
            next += bytes + padding;
        }

        if (batch.Count == 0)
        {
            if (Shared.AcquireInt(_log.At(position)) > 0)
            {
                NoteHeldUp(position);
            }

            return 0;
        }

        int sent = _endpoint.Send(batch);
        int advanced = 0;
        for (int index = 0; index < sent; index++)
        {
            advanced += advances[index];
        }

        if (sent < batch.Count)
        {
            _services.Counters[SystemCounter.ShortSends].Increment();
        }

        _counters.Position.Value = position + advanced;
        _lastSendNanos = nowNanos;
        _isHeldUp = false;
        return advanced;
    }

    /// <summary>
    /// Counts the bytes of whole committed frames that fit one datagram. Of padding only the header goes out; it ends
    /// the datagram.
    /// </summary>
    private int Gather(byte* term, int offset, int maxLength, out int padding)
    {
        int room = Math.Min(maxLength, _mtuLength);
        int available = 0;
        padding = 0;
        while (offset + available < _log.TermLength)
        {
            byte* frame = term + offset + available;
            int length = Shared.AcquireInt(frame);
            if (length <= 0 || length > _log.TermLength - offset - available)
            {
                break;
            }

            int aligned = FrameHeader.AlignedLength(length);
            if (FrameHeader.IsPadding(frame))
            {
                if (available + FrameHeader.Length <= room)
                {
                    available += FrameHeader.Length;
                    padding = aligned - FrameHeader.Length;
                }

                break;
            }

            if (available + aligned > room)
            {
                break;
            }

            available += aligned;
        }

        return available;
    }

    private void NoteHeldUp(long position)
    {
        if (!_isHeldUp && _wasConnected && _log.ProducerPosition > position)
        {
            _isHeldUp = true;
            _counters.BackPressure.Add(1);
            _services.Counters[SystemCounter.SenderFlowControlLimits].Increment();
        }
    }

    private void OnIdle(long position, long nowNanos)
    {
        // Receivers are told of the end at once: until then they keep the image, and the publication lingers only so long.
        bool isEnd = Volatile.Read(ref _isAtEndOfStream);
        bool isDue = nowNanos - _lastSendNanos >= HeartbeatIntervalNanos || (isEnd && !_hasToldEnd);
        if (_wasConnected && isDue)
        {
            SendHeartbeat(position);
            _lastSendNanos = nowNanos;
            _hasToldEnd = isEnd;
        }

        if (_spyPosition is { } spyPosition && !_hasReceivers)
        {
            long followed = spyPosition();
            if (followed != long.MaxValue && _counters.Position.ProposeMax(followed))
            {
                _counters.Limit.ProposeMax(followed);
            }
        }

        _counters.Limit.ProposeMax(_flowControl.OnIdle(_counters.Limit.Value, nowNanos));
        int receivers = _liveness.Count;
        _liveness.OnTime(nowNanos);
        if (receivers != _liveness.Count || _counters.Receivers is not null)
        {
            RefreshReceivers();
        }
    }

    private void SendSetupWhenDue(long position, long nowNanos)
    {
        if (nowNanos - _lastSetupNanos < SetupIntervalNanos || Volatile.Read(ref _isAtEndOfStream))
        {
            return;
        }

        byte* frame = stackalloc byte[SetupFrame.Length];
        new SetupFrame(frame).Write(
            _isGroup ? SetupFrame.GroupFlag : (byte)0,
            new SetupFields(
                SessionId,
                StreamId,
                _log.InitialTermId,
                _log.TermIdAt(position),
                (int)position & _log.TermMask,
                _log.TermLength,
                _mtuLength,
                _endpoint.Channel.Sockets.TimeToLive));
        _endpoint.Send(frame, SetupFrame.Length);
        _lastSetupNanos = nowNanos;
        if (_hasReceivers)
        {
            _isSetupElicited = false;
        }
    }

    private void SendHeartbeat(long position)
    {
        byte flags = FrameHeader.UnfragmentedFlags;
        if (Volatile.Read(ref _isAtEndOfStream) && _signalsEndOfStream)
        {
            flags |= FrameHeader.EndOfStreamFlag;
            flags |= Volatile.Read(ref _isRevoked) ? FrameHeader.RevokedFlag : (byte)0;
        }

        byte* frame = stackalloc byte[FrameHeader.Length];
        Shared.PutInt(frame, 0);
        FrameHeader.Write(
            frame,
            flags,
            FrameHeader.DataType,
            (int)position & _log.TermMask,
            SessionId,
            StreamId,
            _log.TermIdAt(position));
        _endpoint.Send(frame, FrameHeader.Length);
        _services.Counters[SystemCounter.HeartbeatsSent].Increment();
    }
}
