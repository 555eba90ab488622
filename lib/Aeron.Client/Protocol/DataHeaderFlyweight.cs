using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.Protocol;

/// <summary>The 32 bytes before the payload of a data frame, in memory and on the wire.</summary>
public class DataHeaderFlyweight : HeaderFlyweight
{
    /// <summary>Bytes of the header.</summary>
    public const int HEADER_LENGTH = 32;

    /// <summary>First fragment of a message.</summary>
    public const short BEGIN_FLAG = 0x80;

    /// <summary>Last fragment of a message.</summary>
    public const short END_FLAG = 0x40;

    /// <summary>Heartbeat of a stream that has ended.</summary>
    public const short EOS_FLAG = 0x20;

    /// <summary>Heartbeat of a stream that has been revoked.</summary>
    public const short REVOKED_FLAG = 0x10;

    /// <summary>Reserved value of a frame that was given none.</summary>
    public const long DEFAULT_RESERVE_VALUE = 0;

    /// <summary>Offset of the frame's offset in its term.</summary>
    public const int TERM_OFFSET_FIELD_OFFSET = 8;

    /// <summary>Offset of the session id.</summary>
    public const int SESSION_ID_FIELD_OFFSET = 12;

    /// <summary>Offset of the stream id.</summary>
    public const int STREAM_ID_FIELD_OFFSET = 16;

    /// <summary>Offset of the term id.</summary>
    public const int TERM_ID_FIELD_OFFSET = 20;

    /// <summary>Offset of the reserved value.</summary>
    public const int RESERVED_VALUE_OFFSET = 24;

    /// <summary>Offset of the payload.</summary>
    public const int DATA_OFFSET = HEADER_LENGTH;

    /// <summary>Flags of a message that is one fragment.</summary>
    public static readonly short BEGIN_AND_END_FLAGS = BEGIN_FLAG | END_FLAG;

    /// <summary>Flags of a heartbeat of a stream that has ended.</summary>
    public static readonly short BEGIN_END_AND_EOS_FLAGS = BEGIN_FLAG | END_FLAG | EOS_FLAG;

    /// <summary>Flags of a heartbeat of a stream that has been revoked.</summary>
    public static readonly short BEGIN_END_EOS_AND_REVOKED_FLAGS = BEGIN_FLAG | END_FLAG | EOS_FLAG | REVOKED_FLAG;

    /// <summary>A view of nothing.</summary>
    public DataHeaderFlyweight()
    {
    }

    /// <summary>A view of a frame.</summary>
    /// <param name="buffer">Begins with the frame.</param>
    public DataHeaderFlyweight(UnsafeBuffer buffer)
        : base(buffer)
    {
    }

    /// <summary>Payload length of a frame in a term.</summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="frameOffset">First byte of the frame.</param>
    /// <returns>Bytes.</returns>
    public static int FragmentLength(UnsafeBuffer termBuffer, int frameOffset) =>
        termBuffer.GetInt(frameOffset + FRAME_LENGTH_FIELD_OFFSET) - HEADER_LENGTH;

    /// <summary>Whether a datagram is a heartbeat: a header with length 0.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="length">Bytes of it.</param>
    /// <returns>True when it is.</returns>
    public static bool IsHeartbeat(UnsafeBuffer packet, int length) => length == HEADER_LENGTH && packet.GetInt(0) == 0;

    /// <summary>Whether a heartbeat says that the stream has ended.</summary>
    /// <param name="packet">The datagram.</param>
    /// <returns>True when it does.</returns>
    public static bool IsEndOfStream(UnsafeBuffer packet) =>
        BEGIN_END_AND_EOS_FLAGS == (packet.GetByte(FLAGS_FIELD_OFFSET) & ~REVOKED_FLAG);

    /// <summary>Whether a heartbeat says that the stream has been revoked.</summary>
    /// <param name="packet">The datagram.</param>
    /// <returns>True when it does.</returns>
    public static bool IsRevoked(UnsafeBuffer packet) =>
        BEGIN_END_EOS_AND_REVOKED_FLAGS == packet.GetByte(FLAGS_FIELD_OFFSET);

    /// <summary>Session id of a frame in a term.</summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="frameOffset">First byte of the frame.</param>
    /// <returns>The session id.</returns>
    public static int SessionId(UnsafeBuffer termBuffer, int frameOffset) =>
        termBuffer.GetInt(frameOffset + SESSION_ID_FIELD_OFFSET);

    /// <summary>Stream id of a frame in a term.</summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="frameOffset">First byte of the frame.</param>
    /// <returns>The stream id.</returns>
    public static int StreamId(UnsafeBuffer termBuffer, int frameOffset) =>
        termBuffer.GetInt(frameOffset + STREAM_ID_FIELD_OFFSET);

    /// <summary>Term id of a frame in a term.</summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="frameOffset">First byte of the frame.</param>
    /// <returns>The term id.</returns>
    public static int TermId(UnsafeBuffer termBuffer, int frameOffset) =>
        termBuffer.GetInt(frameOffset + TERM_ID_FIELD_OFFSET);

    /// <summary>Offset in its term that a frame in a term says it has.</summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="frameOffset">First byte of the frame.</param>
    /// <returns>The offset in bytes.</returns>
    public static int TermOffset(UnsafeBuffer termBuffer, int frameOffset) =>
        termBuffer.GetInt(frameOffset + TERM_OFFSET_FIELD_OFFSET);

    /// <summary>Reserved value of a frame in a term.</summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="frameOffset">First byte of the frame.</param>
    /// <returns>The value.</returns>
    public static long ReservedValue(UnsafeBuffer termBuffer, int frameOffset) =>
        termBuffer.GetLong(frameOffset + RESERVED_VALUE_OFFSET);

    /// <summary>A header that frames of a stream begin as.</summary>
    /// <param name="sessionId">Session id.</param>
    /// <param name="streamId">Stream id.</param>
    /// <param name="termId">Term id.</param>
    /// <returns>The 32 bytes.</returns>
    public static UnsafeBuffer CreateDefaultHeader(int sessionId, int streamId, int termId)
    {
        var header = new DataHeaderFlyweight(
            new UnsafeBuffer(BufferUtil.AllocateDirectAligned(HEADER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
        header.Version(CURRENT_VERSION);
        header.Flags(BEGIN_AND_END_FLAGS);
        header.HeaderType(HDR_TYPE_DATA);
        header.SessionId(sessionId).StreamId(streamId).TermId(termId).ReservedValue(DEFAULT_RESERVE_VALUE);
        return header;
    }

    /// <summary>Session id.</summary>
    /// <returns>The id.</returns>
    public int SessionId() => GetInt(SESSION_ID_FIELD_OFFSET);

    /// <summary>Sets the session id.</summary>
    /// <param name="sessionId">The id.</param>
    /// <returns>This.</returns>
    public DataHeaderFlyweight SessionId(int sessionId)
    {
        PutInt(SESSION_ID_FIELD_OFFSET, sessionId);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The id.</returns>
    public int StreamId() => GetInt(STREAM_ID_FIELD_OFFSET);

    /// <summary>Sets the stream id.</summary>
    /// <param name="streamId">The id.</param>
    /// <returns>This.</returns>
    public DataHeaderFlyweight StreamId(int streamId)
    {
        PutInt(STREAM_ID_FIELD_OFFSET, streamId);
        return this;
    }

    /// <summary>Term id.</summary>
    /// <returns>The id.</returns>
    public int TermId() => GetInt(TERM_ID_FIELD_OFFSET);

    /// <summary>Sets the term id.</summary>
    /// <param name="termId">The id.</param>
    /// <returns>This.</returns>
    public DataHeaderFlyweight TermId(int termId)
    {
        PutInt(TERM_ID_FIELD_OFFSET, termId);
        return this;
    }

    /// <summary>Offset of the frame in its term.</summary>
    /// <returns>Bytes.</returns>
    public int TermOffset() => GetInt(TERM_OFFSET_FIELD_OFFSET);

    /// <summary>Sets the offset of the frame in its term.</summary>
    /// <param name="termOffset">Bytes.</param>
    /// <returns>This.</returns>
    public DataHeaderFlyweight TermOffset(int termOffset)
    {
        PutInt(TERM_OFFSET_FIELD_OFFSET, termOffset);
        return this;
    }

    /// <summary>Reserved value.</summary>
    /// <returns>The value.</returns>
    public long ReservedValue() => GetLong(RESERVED_VALUE_OFFSET);

    /// <summary>Sets the reserved value.</summary>
    /// <param name="reservedValue">The value.</param>
    /// <returns>This.</returns>
    public DataHeaderFlyweight ReservedValue(long reservedValue)
    {
        PutLong(RESERVED_VALUE_OFFSET, reservedValue);
        return this;
    }

    /// <summary>Offset of the payload.</summary>
    /// <returns>Bytes.</returns>
    public int DataOffset() => DATA_OFFSET;
}
