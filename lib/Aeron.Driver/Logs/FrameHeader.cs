using System.Runtime.CompilerServices;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Logs;

/// <summary>
/// The 32 bytes before each payload, in the log and on the wire. A length above zero publishes the frame, one below
/// zero says that it is being written, zero that nobody has begun.
/// </summary>
internal static unsafe class FrameHeader
{
    public const int Length = 32;
    public const int Alignment = 32;
    public const int VersionOffset = 4;
    public const int FlagsOffset = 5;
    public const int TypeOffset = 6;
    public const int TermOffsetOffset = 8;
    public const int SessionIdOffset = 12;
    public const int StreamIdOffset = 16;
    public const int TermIdOffset = 20;
    public const int ReservedValueOffset = 24;

    public const ushort PaddingType = 0;
    public const ushort DataType = 1;
    public const byte UnfragmentedFlags = 0xC0;
    public const byte EndOfStreamFlag = 0x20;
    public const byte RevokedFlag = 0x10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AlignedLength(int frameLength) => Shared.Align(frameLength, Alignment);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPadding(byte* frame) => *(ushort*)(frame + TypeOffset) == PaddingType;

    /// <summary>Writes all but the length, which the caller stores last.</summary>
    public static void Write(
        byte* frame, byte flags, ushort type, int termOffset, int sessionId, int streamId, int termId)
    {
        frame[VersionOffset] = 0;
        frame[FlagsOffset] = flags;
        *(ushort*)(frame + TypeOffset) = type;
        Shared.PutInt(frame + TermOffsetOffset, termOffset);
        Shared.PutInt(frame + SessionIdOffset, sessionId);
        Shared.PutInt(frame + StreamIdOffset, streamId);
        Shared.PutInt(frame + TermIdOffset, termId);
        Shared.PutLong(frame + ReservedValueOffset, 0);
    }
}
