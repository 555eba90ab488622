using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Hands each message of a packet to whoever reads the history.</summary>
internal sealed class HistoryOutput(FeedStream stream, FeedMessageHandler handler) : FeedOutput
{
    private readonly byte[] _packet = new byte[FeedLayout.MaxPacketLength];
    private int _length;

    public override ref byte Claim(int length)
    {
        _length = length;
        return ref _packet[0];
    }

    public override void Commit()
    {
        ReadOnlySpan<byte> rest = _packet.AsSpan(0, _length);
        while (rest.Length > 0)
        {
            int length = FeedLayout.LengthOf(in rest[0]);
            handler(stream, rest[..length]);
            rest = rest[length..];
        }
    }
}
