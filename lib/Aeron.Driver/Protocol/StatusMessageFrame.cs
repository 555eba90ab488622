using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>A receiver's word to the sender: how far it has consumed and how much more it can take.</summary>
internal readonly unsafe struct StatusMessageFrame(byte* frame)
{
    public const int Length = 36;
    public const int LengthWithGroupTag = 44;
    public const byte SendSetupFlag = 0x80;
    public const byte EndOfStreamFlag = 0x40;

    public byte Flags => WireHeader.Flags(frame);

    public int SessionId => Shared.GetInt(frame + 8);

    public int StreamId => Shared.GetInt(frame + 12);

    public int ConsumptionTermId => Shared.GetInt(frame + 16);

    public int ConsumptionTermOffset => Shared.GetInt(frame + 20);

    public int ReceiverWindowLength => Shared.GetInt(frame + 24);

    public long ReceiverId => Shared.GetLong(frame + 28);

    public bool HasGroupTag => WireHeader.FrameLength(frame) >= LengthWithGroupTag;

    public long GroupTag => Shared.GetLong(frame + 36);

    /// <summary>Writes the frame and says how long it is.</summary>
    public int Write(byte flags, in StatusMessageFields fields)
    {
        int length = fields.GroupTag is null ? Length : LengthWithGroupTag;
        WireHeader.Write(frame, length, flags, FrameType.StatusMessage);
        Shared.PutInt(frame + 8, fields.SessionId);
        Shared.PutInt(frame + 12, fields.StreamId);
        Shared.PutInt(frame + 16, fields.ConsumptionTermId);
        Shared.PutInt(frame + 20, fields.ConsumptionTermOffset);
        Shared.PutInt(frame + 24, fields.ReceiverWindowLength);
        Shared.PutLong(frame + 28, fields.ReceiverId);
        if (fields.GroupTag is { } tag)
        {
            Shared.PutLong(frame + 36, tag);
        }

        return length;
    }
}
