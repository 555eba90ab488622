using MatchingEngine.Client.Feed;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>Keeps the packets of a stream. Room is dirty before use, as that of a log may be.</summary>
internal sealed class CollectingOutput : FeedOutput
{
    private const byte Dirt = 0xEE;

    private readonly byte[] _room = GC.AllocateArray<byte>(FeedLayout.MaxPacketLength, pinned: true);
    private int _length;

    public List<byte[]> Packets { get; } = [];

    public IEnumerable<byte[]> Messages => Packets.SelectMany(Split);

    public override ref byte Claim(int length)
    {
        Assert.InRange(length, 1, FeedLayout.MaxPacketLength);
        Assert.Equal(0, length % 8);
        _length = length;
        _room.AsSpan().Fill(Dirt);
        return ref _room[0];
    }

    public override void Commit() => Packets.Add(_room.AsSpan(0, _length).ToArray());

    private static List<byte[]> Split(byte[] packet)
    {
        List<byte[]> messages = [];
        FeedPacketReader reader = new(packet);
        while (reader.TryRead(out FeedMessage message))
            messages.Add(message.Bytes.ToArray());
        Assert.Equal(packet.Length, messages.Sum(message => message.Length));
        return messages;
    }
}
