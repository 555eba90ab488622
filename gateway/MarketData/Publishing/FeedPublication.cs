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
    private readonly FeedPosition _position;
    private bool _isClaimed;
    private bool _hasGreeted;

    /// <param name="stream">The stream.</param>
    /// <param name="position">What heartbeats tell of the whole feed.</param>
    /// <param name="storeLength">Bytes of recent messages that are kept.</param>
    public FeedPublication(FeedStream stream, FeedPosition position, int storeLength)
    {
        Stream = stream;
        _position = position;
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

    /// <summary>Whether something was not taken since this was last cleared.</summary>
    public bool HasFailed { get; set; }

    public bool IsConnected => Publication is { IsConnected: true };

    public override ref byte Claim(int length)
    {
        _length = length;
        // The first that a subscriber gets of a publication tells it of which numbering it is.
        if (!_hasGreeted && IsConnected)
            _hasGreeted = TrySendHeartbeat();
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
    }

    /// <summary>Sends a heartbeat, outside the sequence.</summary>
    /// <returns>False when it could not be sent.</returns>
    public bool TrySendHeartbeat()
    {
        if (!TryClaim(FeedLayout.LengthOf<HeartbeatBlock>()))
            return false;
        _position.Write(ref *_at, Stream, Store.Last);
        _claim.Commit();
        _hasGreeted = true;
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
            // The log has just gone over to its next term; there is room in it.
            if (position == Adaptive.Aeron.Publication.ADMIN_ACTION)
                position = publication.TryClaim(length, _claim);
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
