using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// One stream on one channel: claims room in the log of Aeron, and says that it lives. Never waits. One thread at a
/// time.
/// </summary>
internal sealed unsafe class FeedChannel(FeedStream stream, FeedPosition position, int heartbeatMillis)
{
    private readonly BufferClaim _claim = new();
    private ExclusivePublication? _publication;
    private HeartbeatTimer _heartbeats = new(heartbeatMillis);
    private bool _hasGreeted;
    private bool _hasFailed;

    /// <summary>Where it is published; null while nothing is: during a replay, and without a media driver.</summary>
    public ExclusivePublication? Publication
    {
        get => _publication;
        set
        {
            _publication = value;
            _heartbeats = new HeartbeatTimer(heartbeatMillis);
            _hasGreeted = _hasFailed = false;
        }
    }

    /// <summary>Packets that the log did not take though somebody listens: a subscriber holds it back.</summary>
    public long NotTaken { get; private set; }

    public bool IsConnected => Publication is { IsConnected: true };

    /// <summary>Claims room for a packet; the first that a subscriber gets tells it of which numbering it is.</summary>
    /// <param name="length">Bytes of the packet.</param>
    /// <param name="lastApplSeqNum">Number of the last message of the stream.</param>
    /// <returns>Where it is written, before <see cref="Commit"/>; null when there is no room.</returns>
    public byte* TryClaim(int length, ulong lastApplSeqNum)
    {
        if (!_hasGreeted && IsConnected)
            _hasGreeted = TrySendHeartbeat(lastApplSeqNum);
        return TryClaim(length);
    }

    /// <summary>Sends what was claimed.</summary>
    public void Commit() => _claim.Commit();

    /// <summary>Sends a heartbeat when one is due, outside the sequence.</summary>
    public void KeepAlive(long nowMillis, ulong lastApplSeqNum)
    {
        bool isDue = _heartbeats.IsDue(nowMillis, IsConnected, _hasFailed);
        _hasFailed = false;
        if (!isDue)
            return;
        bool isSent = TrySendHeartbeat(lastApplSeqNum);
        _hasFailed = false;
        _heartbeats.Done(nowMillis, isSent);
    }

    /// <summary>Tells whoever is there of the last message, so that it can ask for what it misses at once.</summary>
    public void SayEnd(ulong lastApplSeqNum)
    {
        if (IsConnected)
            TrySendHeartbeat(lastApplSeqNum);
    }

    private bool TrySendHeartbeat(ulong lastApplSeqNum)
    {
        byte* at = TryClaim(FeedLayout.LengthOf<HeartbeatBlock>());
        if (at is null)
            return false;
        position.Write(ref *at, stream, lastApplSeqNum);
        _claim.Commit();
        _hasGreeted = true;
        return true;
    }

    private byte* TryClaim(int length)
    {
        if (Publication is not { } publication)
            return null;
        long result = publication.TryClaim(length, _claim);
        // The log has just gone over to its next term; there is room in it.
        if (result == Adaptive.Aeron.Publication.ADMIN_ACTION)
            result = publication.TryClaim(length, _claim);
        if (result > 0)
            return (byte*)_claim.Buffer.BufferPointer + _claim.Offset;
        if (result != Adaptive.Aeron.Publication.NOT_CONNECTED)
        {
            NotTaken++;
            _hasFailed = true;
        }
        return null;
    }
}
