using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>Measures the round trip between receiver and sender.</summary>
internal readonly unsafe struct RoundTripFrame(byte* frame)
{
    public const int Length = 40;
    public const byte ReplyFlag = 0x80;

    public byte Flags => WireHeader.Flags(frame);

    public int SessionId => Shared.GetInt(frame + 8);

    public int StreamId => Shared.GetInt(frame + 12);

    public long EchoTimestamp => Shared.GetLong(frame + 16);

    public long ReceiverId => Shared.GetLong(frame + 32);

    public void Write(byte flags, int sessionId, int streamId, long echoTimestamp, long delta, long receiverId)
    {
        WireHeader.Write(frame, Length, flags, FrameType.RoundTripTime);
        Shared.PutInt(frame + 8, sessionId);
        Shared.PutInt(frame + 12, streamId);
        Shared.PutLong(frame + 16, echoTimestamp);
        Shared.PutLong(frame + 24, delta);
        Shared.PutLong(frame + 32, receiverId);
    }
}
