using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Loss;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Memory;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>
/// The rebuilt log of a publication elsewhere: the receiver's half. Puts frames where they belong, finds what is
/// missing, and tells the source how far the subscribers are. Used by the receiver's thread, apart from what says
/// otherwise.
/// </summary>
internal sealed unsafe class NetworkImage : SubscribableLog
{
    private readonly DriverServices _services;
    private readonly ReceiveEndpoint _endpoint;
    private readonly NativeAddress _controlAddress;
    private readonly ImageSettings _settings;
    private readonly LossDetector _loss;
    private readonly long _initialPosition;
    private readonly int _windowLength;

    private long _cleanPosition;
    private long _lastMessagePosition;
    private long _lastMessageNanos;
    private long _lastPacketNanos;
    private long _endOfStreamPosition = long.MaxValue;
    private long _reportedPosition;
    private long _lossEntry = -1;
    private bool _isRejected;
    private bool _isRevoked;
    private bool _isSilent;

    public NetworkImage(
        DriverServices services,
        long correlationId,
        LogBuffer log,
        ImageSettings settings,
        ImageCounters counters,
        long nowNanos)
        : base(correlationId, log, settings.SourceIdentity)
    {
        _services = services;
        _settings = settings;
        _endpoint = settings.Request.Endpoint;
        _controlAddress = _endpoint.ControlAddressFor(settings.Request.Source);
        _loss = new LossDetector(settings.NakDelay);
        _windowLength = Math.Min(settings.Parameters.ReceiverWindowLength, log.TermLength / 2);
        SetupFields setup = settings.Request.Setup;
        _initialPosition = LogLayout.Position(
            setup.ActiveTermId, setup.TermOffset, log.BitsToShift, setup.InitialTermId);
        _cleanPosition = _initialPosition;
        _lastMessagePosition = _initialPosition;
        _reportedPosition = _initialPosition;
        _lastPacketNanos = nowNanos;
        _lastMessageNanos = nowNanos - services.Context.StatusMessageTimeoutNanos;
        Counters = counters;
        counters.HighWaterMark.Value = _initialPosition;
        counters.Position.Value = _initialPosition;
    }

    public ImageCounters Counters { get; }

    public ImageSettings Settings => _settings;

    public ReceiveEndpoint Endpoint => _endpoint;

    public override int WindowLength => _windowLength;

    public override UntetheredTimeouts UntetheredTimeouts => _settings.Parameters.Untethered;

    public override bool MayRejoin => _settings.Parameters.Rejoin;

    /// <summary>A late subscriber starts with what is complete, or with what another holds back.</summary>
    public override long JoinPosition
    {
        get
        {
            long min = Counters.Position.Value;
            foreach (SubscriberPosition subscriber in Holding)
            {
                min = Math.Min(min, HeldFrom(subscriber, subscriber.Counter.Value));
            }

            return min;
        }
    }

    public override long ReferencePosition => Counters.Position.Value;

    /// <summary>When the source was last heard of. Any thread.</summary>
    public long LastPacketNanos => Volatile.Read(ref _lastPacketNanos);

    /// <summary>Whether everything up to the end that the source named has arrived. Any thread.</summary>
    public bool IsComplete => Counters.Position.Value >= Volatile.Read(ref _endOfStreamPosition);

    /// <summary>Whether the source has said that nothing of it is worth reading any more. Any thread.</summary>
    public bool IsRevoked => Volatile.Read(ref _isRevoked);

    /// <summary>Takes a datagram of the image's session.</summary>
    public void OnData(byte* frame, int length, long nowNanos)
    {
        Volatile.Write(ref _lastPacketNanos, nowNanos);
        int offset = Shared.GetInt(frame + FrameHeader.TermOffsetOffset);
        int termId = Shared.GetInt(frame + FrameHeader.TermIdOffset);
        if (_isRejected || offset < 0 || offset > Log.TermLength || offset % FrameHeader.Alignment != 0)
        {
            return;
        }

        long position = LogLayout.Position(termId, offset, Log.BitsToShift, Log.InitialTermId);
        if (WireHeader.FrameLength(frame) == 0 && length == FrameHeader.Length)
        {
            OnHeartbeat(frame, position);
            return;
        }

        if (!AreFramesWhole(frame, length, Log.TermLength - offset))
        {
            _services.Counters[SystemCounter.InvalidPackets].Increment();
            return;
        }

        if (IsWithinWindow(position, position + length))
        {
            Insert(frame, length, position);
            Counters.HighWaterMark.ProposeMax(position + length);
        }
    }

    /// <summary>
    /// One turn: rebuild, ask for what is missing, say how far subscribers are. Returns how much was done.
    /// </summary>
    public int DoWork(long nowNanos)
    {
        SubscriberPosition[] subscribers = Holding;
        long min = long.MaxValue;
        long max = long.MinValue;
        foreach (SubscriberPosition subscriber in subscribers)
        {
            long position = subscriber.Counter.Value;
            min = Math.Min(min, HeldFrom(subscriber, position));
            max = Math.Max(max, position);
        }

        int work = Rebuild(max, subscribers.Length > 0, nowNanos);
        if (subscribers.Length == 0 || _isSilent)
        {
            return work;
        }

        if (min > _lastMessagePosition + (_windowLength / 4)
            || nowNanos - _lastMessageNanos >= _services.Context.StatusMessageTimeoutNanos)
        {
            _cleanPosition = Log.Clean(_cleanPosition, min - Log.TermLength);
            SendStatusMessage(min, nowNanos);
            work++;
        }

        return work;
    }

    /// <summary>The source is told that this receiver will have no more, and why.</summary>
    public void Reject(string reason)
    {
        byte* frame = stackalloc byte[ErrorFrame.HeaderLength + ErrorFrame.MaxTextLength];
        int length = new ErrorFrame(frame).Write(
            Log.SessionId,
            Log.StreamId,
            _endpoint.ReceiverId,
            _endpoint.GroupTag,
            (int)Commands.ErrorCode.ImageRejected,
            reason);
        _endpoint.Send(frame, length, _controlAddress);
        _services.Counters[SystemCounter.ErrorFramesSent].Increment();
        _isRejected = true;
        _isSilent = true;
    }

    /// <summary>No more status messages: the subscribers know that it is over.</summary>
    public void FallSilent() => _isSilent = true;

    /// <summary>
    /// From where on the source has to wait for a subscriber. One that may be left behind will be, should it not come:
    /// until then what lies behind the window in the log, whose third term is always free, keeps what it has yet to read.
    /// </summary>
    private long HeldFrom(SubscriberPosition subscriber, long position) => subscriber.Subscription.Parameters.Tether
        ? position
        : Math.Max(position, Math.Min(Counters.Position.Value, position + Log.TermLength - _windowLength));

    private static bool AreFramesWhole(byte* datagram, int length, int room)
    {
        if (length > room || length % FrameHeader.Alignment != 0)
        {
            return false;
        }

        for (int offset = 0; offset < length;)
        {
            byte* frame = datagram + offset;
            int frameLength = WireHeader.FrameLength(frame);
            if (frameLength < FrameHeader.Length || frameLength > room - offset)
            {
                return false;
            }

            if (FrameHeader.IsPadding(frame))
            {
                // Padding travels as a header only, reaches to the end of the term, and is the last of its datagram.
                return offset + FrameHeader.Length == length
                    && FrameHeader.AlignedLength(frameLength) <= room - offset;
            }

            offset += FrameHeader.AlignedLength(frameLength);
            if (offset > length)
            {
                return false;
            }
        }

        return true;
    }

    private void OnHeartbeat(byte* frame, long position)
    {
        _services.Counters[SystemCounter.HeartbeatsReceived].Increment();
        byte flags = WireHeader.Flags(frame);
        if ((flags & FrameHeader.EndOfStreamFlag) != 0)
        {
            Volatile.Write(ref _endOfStreamPosition, position);
            Volatile.Write(ref _isRevoked, (flags & FrameHeader.RevokedFlag) != 0);
        }

        if (IsWithinWindow(position, position))
        {
            // What was sent last shows as missing only because the heartbeat says that it was sent.
            Counters.HighWaterMark.ProposeMax(position);
        }
    }

    private bool IsWithinWindow(long position, long end)
    {
        if (end > _lastMessagePosition + (Log.TermLength / 2))
        {
            _services.Counters[SystemCounter.FlowControlOverRuns].Increment();
            return false;
        }

        if (position < _lastMessagePosition)
        {
            _services.Counters[SystemCounter.FlowControlUnderRuns].Increment();
            return false;
        }

        return true;
    }

    private void Insert(byte* frame, int length, long position)
    {
        byte* target = Log.At(position);
        if (Shared.GetInt(target) != 0)
        {
            return;
        }

        int rest = length - FrameHeader.Length;
        Buffer.MemoryCopy(frame + FrameHeader.Length, target + FrameHeader.Length, rest, rest);
        Shared.PutLong(target + 24, Shared.GetLong(frame + 24));
        Shared.PutLong(target + 16, Shared.GetLong(frame + 16));
        Shared.PutLong(target + 8, Shared.GetLong(frame + 8));
        Shared.ReleaseLong(target, Shared.GetLong(frame));
    }

    private int Rebuild(long maxSubscriberPosition, bool isWanted, long nowNanos)
    {
        long start = Math.Max(Counters.Position.Value, maxSubscriberPosition);
        long highWaterMark = Counters.HighWaterMark.Value;
        long rebuilt = _loss.Scan(Log, start, highWaterMark, nowNanos, out bool isDue);
        int work = Counters.Position.ProposeMax(rebuilt) ? 1 : 0;
        if (_loss.FoundNewGap)
        {
            ReportLoss();
        }

        if (isDue && isWanted && !_isSilent)
        {
            AskForGap();
            work++;
        }

        return work;
    }

    private void AskForGap()
    {
        if (!_settings.Parameters.Reliable)
        {
            long position = LogLayout.Position(
                _loss.GapTermId, _loss.GapTermOffset, Log.BitsToShift, Log.InitialTermId);
            Log.Pad(position, _loss.GapLength);
            _services.Counters[SystemCounter.LossGapFills].Increment();
            return;
        }

        byte* frame = stackalloc byte[NakFrame.Length];
        new NakFrame(frame).Write(
            Log.SessionId, Log.StreamId, _loss.GapTermId, _loss.GapTermOffset, _loss.GapLength);
        _endpoint.Send(frame, NakFrame.Length, _controlAddress);
        Counters.NaksSent.Add(1);
        _services.Counters[SystemCounter.NaksSent].Increment();
    }

    /// <summary>
    /// Bytes that were missing once are reported once, however often their gap changes while it is filled.
    /// </summary>
    private void ReportLoss()
    {
        long start = LogLayout.Position(
            _loss.GapTermId, _loss.GapTermOffset, Log.BitsToShift, Log.InitialTermId);
        long end = start + _loss.GapLength;
        long bytes = end - Math.Max(start, _reportedPosition);
        if (bytes <= 0)
        {
            return;
        }

        _reportedPosition = end;
        long nowMillis = DriverServices.NowMillis();
        if (_lossEntry >= 0)
        {
            _services.LossReport.Record(_lossEntry, bytes, nowMillis);
        }
        else
        {
            _lossEntry = _services.LossReport.CreateEntry(
                bytes, nowMillis, Log.SessionId, Log.StreamId, _endpoint.Channel.Uri.Text, SourceIdentity);
        }
    }

    private void SendStatusMessage(long position, long nowNanos)
    {
        byte* frame = stackalloc byte[StatusMessageFrame.LengthWithGroupTag];
        int length = new StatusMessageFrame(frame).Write(
            IsComplete ? StatusMessageFrame.EndOfStreamFlag : (byte)0,
            new StatusMessageFields(
                Log.SessionId,
                Log.StreamId,
                Log.TermIdAt(position),
                (int)position & Log.TermMask,
                _windowLength,
                _endpoint.ReceiverId,
                _endpoint.GroupTag));
        _endpoint.Send(frame, length, _controlAddress);
        _lastMessagePosition = Math.Max(_lastMessagePosition, position);
        _lastMessageNanos = nowNanos;
        _services.Counters[SystemCounter.StatusMessagesSent].Increment();
    }
}
