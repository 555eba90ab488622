using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// One stream on its way out: a packet is written straight into the log of the first channel when there is room, copied
/// into that of the second if there is one, and kept in the store in any case. Never waits: what a log does not take has
/// its number and is asked for by it. One thread at a time.
/// </summary>
internal sealed unsafe class FeedPublication : FeedOutput, IDisposable
{
    private readonly byte[] _spare = GC.AllocateArray<byte>(FeedLayout.MaxPacketLength, pinned: true);
    private readonly FeedChannel[] _channels;
    private byte* _at;
    private int _length;
    private bool _isClaimed;

    /// <param name="stream">The stream.</param>
    /// <param name="position">What heartbeats tell of the whole feed.</param>
    /// <param name="options">Length of the store, channels, heartbeats.</param>
    public FeedPublication(FeedStream stream, FeedPosition position, FeedOptions options)
    {
        Stream = stream;
        Store = new RecentStore(options.StoreLength);
        _channels = [.. options.Channels.Select(_ => new FeedChannel(stream, position, options.HeartbeatMillis))];
    }

    public FeedStream Stream { get; }

    /// <summary>The recent messages.</summary>
    public RecentStore Store { get; }

    /// <summary>The channels, one or two.</summary>
    public ReadOnlySpan<FeedChannel> Channels => _channels;

    public override ref byte Claim(int length)
    {
        _length = length;
        _at = _channels[0].TryClaim(length, Store.Last);
        _isClaimed = _at is not null;
        if (!_isClaimed)
            _at = (byte*)Unsafe.AsPointer(ref _spare[0]);
        return ref *_at;
    }

    public override void Commit()
    {
        ulong last = Store.Last;
        byte* end = _at + _length;
        byte* message = _at;
        while (message < end)
        {
            int length = FeedLayout.LengthOf(in *message);
            Store.Add(new ReadOnlySpan<byte>(message, length));
            message += length;
        }
        for (int i = 1; i < _channels.Length; i++)
            Copy(_channels[i], last);
        if (_isClaimed)
            _channels[0].Commit();
    }

    /// <summary>Says on each channel that the stream lives, when it is due.</summary>
    public void KeepAlive(long nowMillis)
    {
        foreach (FeedChannel channel in _channels)
            channel.KeepAlive(nowMillis, Store.Last);
    }

    /// <summary>Publishes nothing more.</summary>
    /// <param name="isWell">Whether the number of the last message is the feed's.</param>
    /// <param name="received">Takes the registration ids of Aeron's publications that have subscribers.</param>
    public void Close(bool isWell, List<long> received)
    {
        foreach (FeedChannel channel in _channels)
        {
            if (channel.Publication is not { } publication)
                continue;
            if (channel.IsConnected)
                received.Add(publication.RegistrationId);
            if (isWell)
                channel.SayEnd(Store.Last);
            publication.Dispose();
            channel.Publication = null;
        }
    }

    public void Dispose()
    {
        Close(isWell: false, []);
        Store.Dispose();
    }

    private void Copy(FeedChannel channel, ulong lastApplSeqNum)
    {
        byte* target = channel.TryClaim(_length, lastApplSeqNum);
        if (target is null)
            return;
        Unsafe.CopyBlockUnaligned(target, _at, (uint)_length);
        channel.Commit();
    }
}
