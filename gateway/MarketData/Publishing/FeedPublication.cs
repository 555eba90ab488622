using System.Runtime.CompilerServices;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// One stream on its way out: a packet is written straight into the log of Aeron when there is room, and kept in the
/// store in any case. Never waits: what the log does not take has its number and is asked for by it. One thread.
/// </summary>
internal sealed unsafe class FeedPublication : FeedOutput, IDisposable
{
    private readonly byte[] _spare = GC.AllocateArray<byte>(FeedLayout.MaxPacketLength, pinned: true);
    private readonly BufferClaim _claim = new();
    private byte* _at;
    private int _length;
    private bool _isClaimed;

    /// <param name="stream">The stream.</param>
    /// <param name="storeLength">Bytes of recent messages that are kept.</param>
    public FeedPublication(FeedStream stream, int storeLength)
    {
        Stream = stream;
        Store = new RecentStore(storeLength);
    }

    public FeedStream Stream { get; }

    /// <summary>The recent messages.</summary>
    public RecentStore Store { get; }

    /// <summary>Where it is published; null while nothing is, as during a replay.</summary>
    public ExclusivePublication? Publication { get; set; }

    /// <summary>Packets that the log took.</summary>
    public long Published { get; private set; }

    /// <summary>Packets that it did not take though somebody listens: a subscriber holds it back.</summary>
    public long NotTaken { get; private set; }

    /// <summary>Bytes that the log took.</summary>
    public long PublishedBytes { get; private set; }

    /// <summary>Whether something was sent, or failed to be, since this was last cleared.</summary>
    public bool HasSent { get; set; }

    public bool HasFailed { get; set; }

    public bool IsConnected => Publication is { IsConnected: true };

    public override ref byte Claim(int length)
    {
        _length = length;
        _isClaimed = TryClaim(length);
        return ref *_at;
    }

    public override void Commit()
    {
        byte* end = _at + _length;
        byte* message = _at;
        while (message < end)
        {
            int length = FeedLayout.LengthOf(in *message);
            Store.Add(new ReadOnlySpan<byte>(message, length));
            message += length;
        }
        if (!_isClaimed)
            return;
        _claim.Commit();
        Published++;
        PublishedBytes += _length;
        HasSent = true;
    }

    /// <summary>Sends a heartbeat, outside the sequence.</summary>
    /// <param name="epoch">The feed's epoch.</param>
    /// <param name="lastEngineSequence">Last command of which an event was seen.</param>
    /// <param name="nowNanos">Time of day.</param>
    /// <returns>False when it could not be sent.</returns>
    public bool TrySendHeartbeat(ulong epoch, long lastEngineSequence, long nowNanos)
    {
        if (!TryClaim(FeedLayout.LengthOf<HeartbeatBlock>()))
            return false;
        ref HeartbeatBlock heartbeat = ref FeedLayout.Begin<HeartbeatBlock>(ref *_at);
        heartbeat.ApplSeqNum = Store.Last;
        heartbeat.EngineSequence = lastEngineSequence;
        heartbeat.TransactTime = nowNanos;
        heartbeat.FeedStream = Stream;
        heartbeat.FeedEpoch = epoch;
        _claim.Commit();
        return true;
    }

    public void Dispose()
    {
        Publication?.Dispose();
        Store.Dispose();
    }

    private bool TryClaim(int length)
    {
        if (Publication is { } publication)
        {
            long position = publication.TryClaim(length, _claim);
            if (position > 0)
            {
                _at = (byte*)_claim.Buffer.BufferPointer + _claim.Offset;
                return true;
            }
            if (position != Adaptive.Aeron.Publication.NOT_CONNECTED)
                NoteFailure();
        }
        _at = (byte*)Unsafe.AsPointer(ref _spare[0]);
        return false;
    }

    private void NoteFailure()
    {
        NotTaken++;
        HasFailed = true;
    }
}
