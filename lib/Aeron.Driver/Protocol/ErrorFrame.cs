using System.Text;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>Tells a sender that a receiver will have no more of its stream, and why.</summary>
internal readonly unsafe struct ErrorFrame(byte* frame)
{
    public const int HeaderLength = 40;
    public const int MaxTextLength = 1023;
    public const byte HasGroupTagFlag = 0x08;

    public byte Flags => WireHeader.Flags(frame);

    public int SessionId => Shared.GetInt(frame + 8);

    public int StreamId => Shared.GetInt(frame + 12);

    public long ReceiverId => Shared.GetLong(frame + 16);

    public long GroupTag => Shared.GetLong(frame + 24);

    public int Code => Shared.GetInt(frame + 32);

    /// <summary>The text, as far as the datagram holds it.</summary>
    public string Text(int datagramLength)
    {
        int length = Math.Clamp(Shared.GetInt(frame + 36), 0, Math.Min(MaxTextLength, datagramLength - HeaderLength));
        return Encoding.ASCII.GetString(frame + HeaderLength, length);
    }

    /// <summary>Writes the frame and says how long it is; the text is cut to what fits.</summary>
    public int Write(int sessionId, int streamId, long receiverId, long? groupTag, int code, string text)
    {
        ReadOnlySpan<char> cut = text.AsSpan(0, Math.Min(text.Length, MaxTextLength));
        int textLength = Encoding.ASCII.GetBytes(cut, new Span<byte>(frame + HeaderLength, MaxTextLength));
        WireHeader.Write(
            frame, HeaderLength + textLength, groupTag is null ? (byte)0 : HasGroupTagFlag, FrameType.Error);
        Shared.PutInt(frame + 8, sessionId);
        Shared.PutInt(frame + 12, streamId);
        Shared.PutLong(frame + 16, receiverId);
        Shared.PutLong(frame + 24, groupTag ?? 0);
        Shared.PutInt(frame + 32, code);
        Shared.PutInt(frame + 36, textLength);
        return HeaderLength + textLength;
    }
}
