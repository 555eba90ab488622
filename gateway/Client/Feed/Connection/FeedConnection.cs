using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Streams of a feed: received over one or two channels, put in order, with what is missing asked for over TCP. The
/// whole of it turns on one thread.
/// </summary>
internal sealed class FeedConnection : ReplayHandler, IDisposable
{
    private const long TimerMillis = 10;
    private const long RefusedWaitMillis = 50;
    private const long ForeignWaitMillis = 500;
    private const int MaxUnasked = 8_192;
    private const int MaxUnaskedBytes = 4 << 20;

    private readonly FeedConnectionOptions _options;
    private readonly ClientClock _clock;
    private readonly List<ConnectedStream> _streams = [];
    private readonly List<FeedSubscription> _subscriptions = [];
    private readonly AeronLink _link;
    private readonly ReplayClient? _replay;
    private ConnectedStream? _asking;
    private int _nextToAsk;
    private ulong _askedEpoch;
    private ulong _venueEpoch;
    private long _timerDueMillis;
    private long _reconnectDueMillis;

    public FeedConnection(FeedConnectionOptions options)
    {
        options.Validate();
        _options = options;
        _clock = new ClientClock(options.TimeProvider);
        _link = new AeronLink(options.AeronDirectory, _subscriptions);
        _replay = options.Replay is { } replay ? new ReplayClient(replay, this) : null;
        _reconnectDueMillis = _clock.Millis + options.SilenceMillis;
    }

    public AeronLink Link => _link;

    public ReplayClient? Replay => _replay;

    /// <summary>Adds a stream, before the first turn.</summary>
    public SequencedStream Add(
        FeedStream stream, GapFillPolicy policy, FeedConnectionHandler handler, bool requiresEpoch = false)
    {
        // What nobody is asked for is soon given up.
        bool isAsked = policy != GapFillPolicy.None;
        var sequence = new SequencedStream(
            stream,
            handler,
            isAsked ? _options.MaxHeldMessages : Math.Min(_options.MaxHeldMessages, MaxUnasked),
            isAsked ? _options.MaxHeldBytes : Math.Min(_options.MaxHeldBytes, MaxUnaskedBytes))
        {
            RequiresEpoch = requiresEpoch,
        };
        var connected = new ConnectedStream(sequence, policy, handler, _options.LosePacket);
        _streams.Add(connected);
        Subscribe(stream, connected);
        return sequence;
    }

    /// <summary>Takes a packet that came some other way.</summary>
    /// <returns>False when the stream is none of this connection.</returns>
    public bool OnPacket(FeedStream stream, int source, ReadOnlySpan<byte> packet)
    {
        long now = _clock.Millis;
        for (int i = 0; i < _streams.Count; i++)
        {
            ConnectedStream connected = _streams[i];
            if (connected.Sequence.Stream != stream)
                continue;
            connected.OnPacket(source, packet, now);
            // There may be no turns.
            if (connected.Policy == GapFillPolicy.None && connected.Sequence.HasGap)
                TryAsk(connected, now);
            return true;
        }
        return false;
    }

    /// <returns>0 when there was nothing to do.</returns>
    public int DoWork()
    {
        long now = _clock.Millis;
        int work = _link.DoWork(now);
        for (int i = 0; i < _subscriptions.Count; i++)
            work += _subscriptions[i].Poll(_options.PacketsPerTurn, now);
        work += FillGaps(now);
        if (now >= _timerDueMillis)
        {
            _timerDueMillis = now + TimerMillis;
            OnTimer(now);
        }
        return work;
    }

    public void Dispose()
    {
        _replay?.Dispose();
        _link.Dispose();
    }

    public override void OnReplayed(FeedStream stream, in FeedMessage message) =>
        _asking!.Sequence.OnReplayed(in message, _askedEpoch);

    public override void OnReplayEnd(in ReplayOutcome outcome)
    {
        ConnectedStream asking = _asking!;
        _asking = null;
        if (outcome.FeedEpoch != 0)
            _venueEpoch = outcome.FeedEpoch;
        long now = _clock.Millis;
        switch (outcome.Result)
        {
            case ReplayResult.Accepted when outcome.Count > 0:
                break;
            case null or ReplayResult.Busy or ReplayResult.Accepted:
                asking.NotBeforeMillis = now + RefusedWaitMillis;
                break;
            case ReplayResult.UnknownEpoch:
                // Without a numbering of its own the stream takes the venue's; with another one only a heartbeat can
                // say what holds.
                asking.NotBeforeMillis = asking.Sequence.FeedEpoch == 0 ? now : now + ForeignWaitMillis;
                break;
            default:
                if (asking.Sequence.HasGap)
                {
                    asking.Handler.OnGapUnfillable(
                        asking.Sequence, outcome.Result, $"the venue answers {outcome.Result}");
                }
                asking.NotBeforeMillis = now + ForeignWaitMillis;
                break;
        }
    }

    private void Subscribe(FeedStream stream, FeedPacketHandler handler)
    {
        int streamId = _options.StreamIdBase + (int)stream;
        string channel = FeedChannels.ForSubscriber(_options.Channel);
        _subscriptions.Add(new FeedSubscription(channel, streamId, handler));
        if (_options.SecondChannel is { } second)
            _subscriptions.Add(new FeedSubscription(FeedChannels.ForSubscriber(second), streamId, handler));
    }

    private int FillGaps(long now)
    {
        int work = _replay?.DoWork(now) ?? 0;
        for (int i = 0; i < _streams.Count; i++)
        {
            ConnectedStream stream = _streams[(_nextToAsk + i) % _streams.Count];
            if (_asking is not null && stream.Policy != GapFillPolicy.None)
                continue;
            if (!stream.Sequence.HasGap)
            {
                stream.ProgressSeqNum = stream.ArbitratedSeqNum = 0;
                continue;
            }
            if (TryAsk(stream, now))
            {
                _nextToAsk = (_nextToAsk + i + 1) % _streams.Count;
                return work + 1;
            }
        }
        return work;
    }

    private bool TryAsk(ConnectedStream stream, long now)
    {
        SequencedStream sequence = stream.Sequence;
        if (stream.ProgressSeqNum != sequence.NextSeqNum)
        {
            stream.ProgressSeqNum = sequence.NextSeqNum;
            stream.ProgressMillis = now;
        }
        ulong end = sequence.GapEndSeqNum;
        if (_options.SecondChannel is not null)
        {
            if (sequence.NextSeqNum > stream.ArbitratedSeqNum)
            {
                // Another gap: where each channel loses some, there is always one, and each has its time.
                stream.ArbitratedSeqNum = end;
                stream.NotBeforeMillis = Math.Max(stream.NotBeforeMillis, now + _options.ArbitrationMillis);
            }
            end = Math.Min(end, stream.ArbitratedSeqNum);
        }
        if (now < stream.NotBeforeMillis)
            return false;
        if (end - sequence.NextSeqNum >= stream.Policy.MaxMessages)
            return GiveUp(stream, "too many messages are missing");
        if (_replay is null && stream.Policy.PatienceMillis != long.MaxValue)
            return GiveUp(stream, "there is no place to ask for missed messages");
        if (now - stream.ProgressMillis > stream.Policy.PatienceMillis)
            return GiveUp(stream, "missed messages did not come in time");
        ulong epoch = sequence.FeedEpoch != 0 ? sequence.FeedEpoch : _venueEpoch;
        if (_replay is null || !_replay.TryRequest(sequence.Stream, epoch, sequence.NextSeqNum, end))
            return false;
        _asking = stream;
        _askedEpoch = epoch;
        return true;
    }

    private static bool GiveUp(ConnectedStream stream, string reason)
    {
        stream.Handler.OnGapUnfillable(stream.Sequence, null, reason);
        return false;
    }

    private void OnTimer(long now)
    {
        bool isSilent = true;
        for (int i = 0; i < _streams.Count; i++)
        {
            SequencedStream sequence = _streams[i].Sequence;
            sequence.OnTimer(now, _options.SilenceMillis);
            isSilent &= sequence.State == FeedState.Stale;
        }
        if (!isSilent)
        {
            _reconnectDueMillis = now + _options.SilenceMillis;
        }
        else if (now >= _reconnectDueMillis)
        {
            // The driver's directory may have become another driver's, which this connection would never learn.
            _reconnectDueMillis = now + (2 * _options.SilenceMillis);
            _link.Reconnect(now);
        }
    }
}
