using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Puts the messages of one stream in order, whichever of any number of channels they come from: each number is
/// delivered once; what comes too early is held; what is missing is known, by a later message or by a heartbeat.
/// Single-threaded. Allocates nothing, but for the room for held messages when the first one has to be held.
/// </summary>
public sealed class SequencedStream
{
    /// <summary>Numbers ahead of the next one that can be held.</summary>
    public const int DefaultMaxHeldMessages = 65_536;

    /// <summary>Bytes of messages that can be held.</summary>
    public const int DefaultMaxHeldBytes = 8 << 20;

    // Between two looks, so that a publication which begins behind what was received long ago is told from one whose
    // first packets are read a little after those of another channel.
    private const long SettleMillis = 2_000;

    // So much the venue's clock may be ahead of the one here.
    private const long ClockToleranceNanos = 1_000_000_000;

    // Each publication says once a second which numbering it keeps to.
    private const long NamingMillis = 2_500;
    private const long NamingNanos = NamingMillis * 1_000_000;

    private readonly SequencedStreamHandler _handler;
    private readonly HeldMessages _held;
    private readonly SourceEpochs _sources = new();
    private ulong _startSeqNum;
    private ulong _settled;
    private ulong _settling;
    private long _settledNanos;
    private long _settlingNanos;
    private long _settleDueMillis;
    private long _lastPacketMillis = long.MinValue;
    private bool _isSilent;

    // What was said before that, on the venue's clock, a venue has said that is gone.
    private long _sinceNanos;

    // What was taken before the numbering was known, and who it is from: whatever is named then must be theirs.
    private bool _isUnnamed;
    private int _unnamedSource;
    private long _unnamedMillis;
    private ulong _replayedEpoch;

    /// <summary>Makes a stream that begins with whatever comes first.</summary>
    /// <param name="stream">Which one it is.</param>
    /// <param name="handler">Takes the messages.</param>
    /// <param name="maxHeldMessages">Numbers ahead of the next one that can be held, 2 to 2^24.</param>
    /// <param name="maxHeldBytes">Bytes that can be held, at least one packet.</param>
    public SequencedStream(
        FeedStream stream,
        SequencedStreamHandler handler,
        int maxHeldMessages = DefaultMaxHeldMessages,
        int maxHeldBytes = DefaultMaxHeldBytes)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeldMessages, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxHeldMessages, 1 << 24);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeldBytes, FeedPacketReader.MaxPacketLength);
        Stream = stream;
        _handler = handler;
        _held = new HeldMessages(maxHeldMessages, maxHeldBytes);
    }

    /// <summary>Which stream it is.</summary>
    public FeedStream Stream { get; }

    /// <summary>
    /// Whether nothing is taken before the venue has said which numbering it is. Messages until then are fetched
    /// later.
    /// </summary>
    public bool RequiresEpoch { get; init; }

    /// <summary>
    /// Stale before anything was received and while the venue is silent; recovering while a message is missing.
    /// </summary>
    public FeedState State { get; private set; }

    /// <summary>
    /// The numbering that <see cref="NextSeqNum"/> belongs to; 0 when the venue has not said it yet.
    /// </summary>
    public ulong FeedEpoch { get; private set; }

    /// <summary>Number of the message that is due; 0 before anything was received.</summary>
    public ulong NextSeqNum { get; private set; }

    /// <summary>Highest number heard of; 0 for none.</summary>
    public ulong HighestSeqNum { get; private set; }

    /// <summary>
    /// The engine's number of the command that the first packet spoke of, or the first one after something was given
    /// up: all that commands after it did is delivered. <see cref="long.MaxValue"/> while there is none.
    /// </summary>
    public long JoinEngineSequence { get; private set; } = long.MaxValue;

    /// <summary>
    /// All that commands up to this number of the engine's did to this stream is delivered; 0 before anything is.
    /// </summary>
    public long CompleteEngineSequence { get; private set; }

    /// <summary>The venue's clock when it last said that this stream lives; 0 before.</summary>
    internal long HeartbeatNanos { get; private set; }

    /// <summary>Whether a message is known to be missing.</summary>
    public bool HasGap => NextSeqNum != 0 && HighestSeqNum >= NextSeqNum;

    /// <summary>Number of the last message that is missing in front of what is held; 0 without a gap.</summary>
    public ulong GapEndSeqNum
    {
        get
        {
            if (!HasGap)
                return 0;
            ulong held = _held.FirstFrom(NextSeqNum);
            return held == 0 ? HighestSeqNum : held - 1;
        }
    }

    /// <summary>Messages delivered.</summary>
    public long DeliveredCount { get; private set; }

    /// <summary>
    /// Messages that had been delivered before and were dropped, such as those of a second channel.
    /// </summary>
    public long DuplicateCount { get; private set; }

    /// <summary>Times that a message was found to be missing.</summary>
    public long GapCount { get; private set; }

    /// <summary>Messages that came too early and could not be held.</summary>
    public long OverflowCount { get; private set; }

    /// <summary>Packets that did not follow the schema from some point on.</summary>
    public long MalformedCount { get; private set; }

    /// <summary>Packets left alone because their publication has not named its epoch, or has named another.</summary>
    public long ForeignCount { get; private set; }

    /// <summary>Messages given up by <see cref="SkipGap"/>.</summary>
    public long SkippedCount { get; private set; }

    /// <summary>
    /// Whether something that was said at a moment of the venue's clock was said by the venue that this stream is
    /// from: not by one that had the same numbers before it, and lost them.
    /// </summary>
    internal bool IsOfThisVenue(long saidNanos) => saidNanos >= _sinceNanos;

    /// <summary>Makes a number the next one, before anything was received or instead of it.</summary>
    /// <param name="seqNum">The number, 1 and up.</param>
    /// <param name="feedEpoch">The numbering it belongs to; 0 takes the one that the venue has.</param>
    public void StartAt(ulong seqNum, ulong feedEpoch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seqNum);
        _startSeqNum = seqNum;
        _held.Clear();
        NextSeqNum = seqNum;
        HighestSeqNum = 0;
        _settled = _settling = feedEpoch == 0 ? 0 : seqNum;
        _settledNanos = _settlingNanos = feedEpoch == 0 ? 0 : UtcNanos();
        FeedEpoch = feedEpoch;
        _isUnnamed = false;
        _replayedEpoch = 0;
        SetState(FeedState.Stale);
    }

    /// <summary>Takes a packet as it was received.</summary>
    /// <param name="source">Tells publications apart: the Aeron session id.</param>
    /// <param name="packet">The packet; not kept.</param>
    /// <param name="nowMillis">The time on a clock that only goes forward.</param>
    public void OnPacket(int source, ReadOnlySpan<byte> packet, long nowMillis)
    {
        bool isFromHere = false;
        var reader = new FeedPacketReader(packet);
        while (reader.TryRead(out FeedMessage message))
        {
            bool isHeartbeat = !message.IsSequenced;
            bool isTaken = isHeartbeat
                ? TryTakeHeartbeat(source, in message.Block<HeartbeatBlock>(), nowMillis)
                : IsFromHere(source, nowMillis);
            if (isTaken && !isHeartbeat)
                OnSequenced(in message);
            isFromHere |= isTaken;
            if (!isTaken)
                ForeignCount++;
        }
        if (reader.IsMalformed)
            MalformedCount++;
        // What others publish is no sign of life of this one.
        if (isFromHere)
        {
            _lastPacketMillis = nowMillis;
            _isSilent = false;
        }
        UpdateState();
    }

    /// <summary>Takes a message that was asked for.</summary>
    /// <param name="message">The message; not kept.</param>
    /// <param name="feedEpoch">The numbering that it was asked for in; left alone when the stream has another one by
    /// now.</param>
    public void OnReplayed(in FeedMessage message, ulong feedEpoch)
    {
        if (!message.IsSequenced || NextSeqNum == 0)
            return;
        if (FeedEpoch == 0 && _replayedEpoch == 0)
            _replayedEpoch = feedEpoch;
        if (feedEpoch != (FeedEpoch == 0 ? _replayedEpoch : FeedEpoch))
            return;
        OnSequenced(in message);
        UpdateState();
    }

    /// <summary>Gives up what is missing in front of what is held: the stream goes on behind it.</summary>
    public void SkipGap()
    {
        if (!HasGap)
            return;
        ulong end = GapEndSeqNum;
        SkippedCount += (long)(end - NextSeqNum + 1);
        NextSeqNum = end + 1;
        JoinEngineSequence = long.MaxValue;
        DeliverHeld();
        UpdateState();
    }

    /// <summary>To be called now and then: finds out that the venue is silent.</summary>
    /// <param name="nowMillis">The time on the clock that the packets come with.</param>
    /// <param name="silenceMillis">So long without a packet is silence.</param>
    public void OnTimer(long nowMillis, long silenceMillis)
    {
        if (State != FeedState.Stale && nowMillis - _lastPacketMillis > silenceMillis)
        {
            _isSilent = true;
            SetState(FeedState.Stale);
        }
        if (nowMillis < _settleDueMillis)
            return;
        _settleDueMillis = nowMillis + SettleMillis;
        _settled = _settling;
        _settledNanos = _settlingNanos;
        _settling = NextSeqNum;
        _settlingNanos = UtcNanos();
    }

    private void OnSequenced(in FeedMessage message)
    {
        ulong number = message.ApplSeqNum;
        if (number == NextSeqNum)
        {
            Deliver(in message);
            if (_held.Count > 0)
                DeliverHeld();
        }
        else if (NextSeqNum == 0)
        {
            NextSeqNum = number;
            Deliver(in message);
        }
        else if (number < NextSeqNum)
        {
            DuplicateCount++;
        }
        else
        {
            Hold(in message);
        }
    }

    private void Deliver(in FeedMessage message)
    {
        if (JoinEngineSequence == long.MaxValue)
            JoinEngineSequence = message.EngineSequence;
        // The command itself may do more, to another instrument.
        if (message.EngineSequence - 1 > CompleteEngineSequence)
            CompleteEngineSequence = message.EngineSequence - 1;
        _handler.OnMessage(this, in message);
        // Only now: a message that the handler could not take is missing, and is fetched again.
        ulong number = message.ApplSeqNum;
        NextSeqNum = number + 1;
        if (number > HighestSeqNum)
            HighestSeqNum = number;
        DeliveredCount++;
    }

    private void DeliverHeld()
    {
        while (_held.TryTake(NextSeqNum, out ReadOnlySpan<byte> bytes))
            Deliver(new FeedMessage(bytes));
    }

    private void Hold(in FeedMessage message)
    {
        ulong number = message.ApplSeqNum;
        if (number > HighestSeqNum)
            NoteGap(number);
        if (!_held.TryAdd(number, NextSeqNum, message.Bytes))
            OverflowCount++;
    }

    private void NoteGap(ulong highest)
    {
        if (!HasGap)
            GapCount++;
        HighestSeqNum = highest;
    }

    /// <returns>False when it is of another numbering, or of another stream.</returns>
    private bool TryTakeHeartbeat(int source, ref readonly HeartbeatBlock heartbeat, long nowMillis)
    {
        if (heartbeat.FeedStream != Stream || heartbeat.FeedEpoch == 0)
            return false;
        ulong known = _sources.Find(source, out ulong lastSaid);
        // A publication's packets come in order: one that goes back, or names another numbering, has begun anew.
        bool isNew = known != heartbeat.FeedEpoch || heartbeat.ApplSeqNum < lastSaid;
        bool wasLeft = known != FeedEpoch && State == FeedState.Stale;
        if (isNew || wasLeft)
        {
            bool hasGoneBack = known == heartbeat.FeedEpoch && isNew;
            if (!IsOfThisVenue(heartbeat.TransactTime) || !TryAccept(source, in heartbeat, nowMillis, hasGoneBack))
                return false;
            FeedEpoch = heartbeat.FeedEpoch;
        }
        else if (known != FeedEpoch)
        {
            return false;
        }
        _sources.Set(source, heartbeat.FeedEpoch, heartbeat.ApplSeqNum);
        HeartbeatNanos = Math.Max(HeartbeatNanos, heartbeat.TransactTime);
        OnHeartbeat(in heartbeat);
        return true;
    }

    private void OnHeartbeat(ref readonly HeartbeatBlock heartbeat)
    {
        if (NextSeqNum == 0)
        {
            NextSeqNum = heartbeat.ApplSeqNum + 1;
            HighestSeqNum = heartbeat.ApplSeqNum;
        }
        else if (heartbeat.ApplSeqNum > HighestSeqNum)
        {
            if (heartbeat.ApplSeqNum >= NextSeqNum)
                NoteGap(heartbeat.ApplSeqNum);
            else
                HighestSeqNum = heartbeat.ApplSeqNum;
        }
        if (JoinEngineSequence == long.MaxValue && !HasGap)
            JoinEngineSequence = heartbeat.EngineSequence;
        // What is behind the heartbeat's last number is not counted in its command.
        if (heartbeat.ApplSeqNum + 1 == NextSeqNum && heartbeat.EngineSequence > CompleteEngineSequence)
            CompleteEngineSequence = heartbeat.EngineSequence;
    }

    /// <summary>
    /// Once the numbering is known, a publication must have said that it keeps to it: another one's numbers would fit
    /// and mean something else. Before, only one is taken.
    /// </summary>
    private bool IsFromHere(int source, long nowMillis)
    {
        ulong epoch = _sources.Find(source, out _);
        if (epoch != FeedEpoch || epoch != 0)
            return epoch == FeedEpoch;
        if (RequiresEpoch || (_isUnnamed && source != _unnamedSource))
            return false;
        _isUnnamed = true;
        _unnamedSource = source;
        _unnamedMillis = nowMillis;
        return true;
    }

    /// <summary>
    /// Judges a publication by the heartbeat that it begins with. One that contradicts what was received must have been
    /// sent after that: a subscriber may join where a slower one still is, and read what was said before. Until then it is
    /// left alone.
    /// </summary>
    private bool TryAccept(int source, ref readonly HeartbeatBlock heartbeat, long nowMillis, bool hasGoneBack)
    {
        if (FeedEpoch == 0)
            return TryName(source, in heartbeat, nowMillis);
        bool isOtherEpoch = FeedEpoch != heartbeat.FeedEpoch;
        bool isBehind = heartbeat.ApplSeqNum + 1 < (hasGoneBack ? NextSeqNum : _settled);
        if (!isOtherEpoch && !isBehind)
            return true;
        if (!hasGoneBack && heartbeat.TransactTime <= _settledNanos + ClockToleranceNanos)
            return false;
        Reset(isOtherEpoch ? StreamReset.EpochChanged : StreamReset.WentBack, in heartbeat);
        return true;
    }

    /// <summary>The first heartbeat names the numbering of what was taken before it, when that is its own.</summary>
    private bool TryName(int source, ref readonly HeartbeatBlock heartbeat, long nowMillis)
    {
        bool isOther = _isUnnamed && source != _unnamedSource;
        // The one that was taken will say it soon, if it lives.
        if (isOther && nowMillis - _unnamedMillis < NamingMillis)
            return false;
        if (isOther || (_replayedEpoch != 0 && _replayedEpoch != heartbeat.FeedEpoch))
            Reset(StreamReset.EpochChanged, in heartbeat);
        else
            _sinceNanos = heartbeat.TransactTime - NamingNanos;
        _isUnnamed = false;
        _replayedEpoch = 0;
        return true;
    }

    private static long UtcNanos() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private void Reset(StreamReset reset, ref readonly HeartbeatBlock heartbeat)
    {
        _handler.OnReset(this, reset);
        _held.Clear();
        _sources.Forget(heartbeat.FeedEpoch);
        _sinceNanos = heartbeat.TransactTime;
        FeedEpoch = heartbeat.FeedEpoch;
        NextSeqNum = _startSeqNum == 0 ? 0UL : 1UL;
        HighestSeqNum = 0;
        JoinEngineSequence = long.MaxValue;
        CompleteEngineSequence = 0;
        _settled = _settling = 0;
        _settledNanos = _settlingNanos = 0;
        _isUnnamed = false;
        _replayedEpoch = 0;
    }

    private void UpdateState()
    {
        FeedState state = NextSeqNum == 0 || _isSilent ? FeedState.Stale : HasGap ? FeedState.Recovering : FeedState.Live;
        if (state != State)
            SetState(state);
    }

    private void SetState(FeedState state)
    {
        if (State == state)
            return;
        State = state;
        _handler.OnState(this, state);
    }
}
