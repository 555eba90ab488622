using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>Tells receivers what they need to rebuild a stream, and where it stands.</summary>
internal readonly unsafe struct SetupFrame(byte* frame)
{
    public const int Length = 40;
    public const byte GroupFlag = 0x40;

    public byte Flags => WireHeader.Flags(frame);

    public int TermOffset => Shared.GetInt(frame + 8);

    public int SessionId => Shared.GetInt(frame + 12);

    public int StreamId => Shared.GetInt(frame + 16);

    public int InitialTermId => Shared.GetInt(frame + 20);

    public int ActiveTermId => Shared.GetInt(frame + 24);

    public int TermLength => Shared.GetInt(frame + 28);

    public int MtuLength => Shared.GetInt(frame + 32);

    public int TimeToLive => Shared.GetInt(frame + 36);

    public void Write(byte flags, in SetupFields fields)
    {
        WireHeader.Write(frame, Length, flags, FrameType.Setup);
        Shared.PutInt(frame + 8, fields.TermOffset);
        Shared.PutInt(frame + 12, fields.SessionId);
        Shared.PutInt(frame + 16, fields.StreamId);
        Shared.PutInt(frame + 20, fields.InitialTermId);
        Shared.PutInt(frame + 24, fields.ActiveTermId);
        Shared.PutInt(frame + 28, fields.TermLength);
        Shared.PutInt(frame + 32, fields.MtuLength);
        Shared.PutInt(frame + 36, fields.TimeToLive);
    }

    public SetupFields Read() => new(
        SessionId, StreamId, InitialTermId, ActiveTermId, TermOffset, TermLength, MtuLength, TimeToLive);
}
