using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>Asks the sender for a range of a term again.</summary>
internal readonly unsafe struct NakFrame(byte* frame)
{
    public const int Length = 28;

    public int SessionId => Shared.GetInt(frame + 8);

    public int StreamId => Shared.GetInt(frame + 12);

    public int TermId => Shared.GetInt(frame + 16);

    public int TermOffset => Shared.GetInt(frame + 20);

    public int RangeLength => Shared.GetInt(frame + 24);

    public void Write(int sessionId, int streamId, int termId, int termOffset, int rangeLength)
    {
        WireHeader.Write(frame, Length, 0, FrameType.Nak);
        Shared.PutInt(frame + 8, sessionId);
        Shared.PutInt(frame + 12, streamId);
        Shared.PutInt(frame + 16, termId);
        Shared.PutInt(frame + 20, termOffset);
        Shared.PutInt(frame + 24, rangeLength);
    }
}
