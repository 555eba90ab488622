using Adaptive.Aeron.Protocol;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Layout of frames in a term; see <see cref="DataHeaderFlyweight"/> for the header.</summary>
public static class FrameDescriptor
{
    /// <summary>Frames begin at multiples of this.</summary>
    public const int FRAME_ALIGNMENT = 32;

    /// <summary>Bytes of the longest message whatever the length of a term.</summary>
    public const int MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;

    /// <summary>Flag of the first fragment of a message.</summary>
    public const byte BEGIN_FRAG_FLAG = 0x80;

    /// <summary>Flag of the last fragment of a message.</summary>
    public const byte END_FRAG_FLAG = 0x40;

    /// <summary>Flags of a message that is one fragment.</summary>
    public const byte UNFRAGMENTED = BEGIN_FRAG_FLAG | END_FRAG_FLAG;

    /// <summary>Offset of the version in a frame.</summary>
    public const int VERSION_OFFSET = HeaderFlyweight.VERSION_FIELD_OFFSET;

    /// <summary>Offset of the flags in a frame.</summary>
    public const int FLAGS_OFFSET = HeaderFlyweight.FLAGS_FIELD_OFFSET;

    /// <summary>Offset of the type in a frame.</summary>
    public const int TYPE_OFFSET = HeaderFlyweight.TYPE_FIELD_OFFSET;

    /// <summary>Offset of the term offset in a frame.</summary>
    public const int TERM_OFFSET = DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET;

    /// <summary>Offset of the term id in a frame.</summary>
    public const int TERM_ID_OFFSET = DataHeaderFlyweight.TERM_ID_FIELD_OFFSET;

    /// <summary>Offset of the session id in a frame.</summary>
    public const int SESSION_ID_OFFSET = DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET;

    /// <summary>Type of a frame that fills a term up.</summary>
    public const int PADDING_FRAME_TYPE = HeaderFlyweight.HDR_TYPE_PAD;

    /// <summary>Length of the longest message of a stream.</summary>
    /// <param name="termLength">Bytes of a term.</param>
    /// <returns>An eighth of them, at most <see cref="MAX_MESSAGE_LENGTH"/>.</returns>
    public static int ComputeMaxMessageLength(int termLength) => Math.Min(termLength >> 3, MAX_MESSAGE_LENGTH);

    /// <summary>Where the length of a frame stands.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int LengthOffset(int termOffset) => termOffset;

    /// <summary>Where the version of a frame stands.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int VersionOffset(int termOffset) => termOffset + VERSION_OFFSET;

    /// <summary>Where the flags of a frame stand.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int FlagsOffset(int termOffset) => termOffset + FLAGS_OFFSET;

    /// <summary>Where the type of a frame stands.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int TypeOffset(int termOffset) => termOffset + TYPE_OFFSET;

    /// <summary>Where the term offset of a frame stands.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int TermOffsetOffset(int termOffset) => termOffset + TERM_OFFSET;

    /// <summary>Where the term id of a frame stands.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int TermIdOffset(int termOffset) => termOffset + TERM_ID_OFFSET;

    /// <summary>Where the session id of a frame stands.</summary>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Offset in bytes.</returns>
    public static int SessionIdOffset(int termOffset) => termOffset + SESSION_ID_OFFSET;

    /// <summary>Version of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>The version.</returns>
    public static int FrameVersion(IAtomicBuffer buffer, int termOffset) => buffer.GetByte(VersionOffset(termOffset));

    /// <summary>Flags of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>The flags.</returns>
    public static byte FrameFlags(IAtomicBuffer buffer, int termOffset) => buffer.GetByte(FlagsOffset(termOffset));

    /// <summary>Sets the flags of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <param name="flags">The flags.</param>
    public static void FrameFlags(IAtomicBuffer buffer, int termOffset, byte flags) =>
        buffer.PutByte(FlagsOffset(termOffset), flags);

    /// <summary>Type of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>The type.</returns>
    public static int FrameType(IAtomicBuffer buffer, int termOffset) =>
        (ushort)buffer.GetShort(TypeOffset(termOffset));

    /// <summary>Sets the type of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <param name="type">The type.</param>
    public static void FrameType(IAtomicBuffer buffer, int termOffset, int type) =>
        buffer.PutShort(TypeOffset(termOffset), (short)type);

    /// <summary>Whether a frame only fills a term up.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>True when it does.</returns>
    public static bool IsPaddingFrame(IAtomicBuffer buffer, int termOffset) =>
        buffer.GetShort(TypeOffset(termOffset)) == PADDING_FRAME_TYPE;

    /// <summary>Length of a frame, read plainly.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Bytes with the header; negative while it is being written, 0 when there is none.</returns>
    public static int FrameLength(IAtomicBuffer buffer, int termOffset) => buffer.GetInt(termOffset);

    /// <summary>Length of a frame, read with acquire.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>Bytes with the header; negative while it is being written, 0 when there is none.</returns>
    public static int FrameLengthVolatile(IAtomicBuffer buffer, int termOffset) => buffer.GetIntVolatile(termOffset);

    /// <summary>Sets the length of a frame with release; a positive one hands it to readers.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <param name="frameLength">Bytes with the header.</param>
    public static void FrameLengthOrdered(IAtomicBuffer buffer, int termOffset, int frameLength) =>
        buffer.PutIntRelease(termOffset, frameLength);

    /// <summary>Writes into a frame at which offset it stands.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    public static void FrameTermOffset(UnsafeBuffer buffer, int termOffset) =>
        buffer.PutInt(TermOffsetOffset(termOffset), termOffset);

    /// <summary>Term id of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>The id.</returns>
    public static int FrameTermId(UnsafeBuffer buffer, int termOffset) => buffer.GetInt(TermIdOffset(termOffset));

    /// <summary>Sets the term id of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <param name="termId">The id.</param>
    public static void FrameTermId(UnsafeBuffer buffer, int termOffset, int termId) =>
        buffer.PutInt(TermIdOffset(termOffset), termId);

    /// <summary>Session id of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <returns>The id.</returns>
    public static int FrameSessionId(UnsafeBuffer buffer, int termOffset) =>
        buffer.GetInt(SessionIdOffset(termOffset));

    /// <summary>Sets the session id of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    /// <param name="sessionId">The id.</param>
    public static void FrameSessionId(UnsafeBuffer buffer, int termOffset, int sessionId) =>
        buffer.PutInt(SessionIdOffset(termOffset), sessionId);
}
