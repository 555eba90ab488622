using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData;

/// <summary>
/// How far the whole feed is, for its heartbeats. Written on one thread; another one reads something that was true a
/// moment ago.
/// </summary>
internal sealed class FeedPosition
{
    private long _engineSequence;
    private long _commandNanos;
    private long _saidNanos;

    /// <summary>Names the numbering of the streams; 0 before anything is published.</summary>
    public ulong Epoch { get; set; }

    /// <summary>Number of the last command whose messages are written, all of them.</summary>
    public long EngineSequence => Volatile.Read(ref _engineSequence);

    /// <summary>All messages of a command are written.</summary>
    /// <param name="record">The last event of the command.</param>
    public void MoveTo(in EventRecord record)
    {
        Volatile.Write(ref _commandNanos, record.TimestampNanos);
        Volatile.Write(ref _engineSequence, record.Sequence);
    }

    /// <summary>Writes a heartbeat.</summary>
    /// <param name="at">Room for it.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="lastApplSeqNum">Number of the last message of the stream.</param>
    public void Write(ref byte at, FeedStream stream, ulong lastApplSeqNum)
    {
        ref HeartbeatBlock heartbeat = ref FeedLayout.Begin<HeartbeatBlock>(ref at);
        heartbeat.ApplSeqNum = lastApplSeqNum;
        heartbeat.EngineSequence = EngineSequence;
        heartbeat.TransactTime = Now();
        heartbeat.FeedStream = stream;
        heartbeat.FeedEpoch = Epoch;
    }

    // The clock, not a matching time: a consumer tells by it what was said before and after something else, also while
    // nothing is matched. So it does not step back with the clock.
    private long Now()
    {
        long now = Math.Max(EngineClock.NowNanos(), Volatile.Read(ref _commandNanos));
        now = Math.Max(now, Volatile.Read(ref _saidNanos));
        Volatile.Write(ref _saidNanos, now);
        return now;
    }
}
