using System.Runtime.CompilerServices;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>The eight bytes that every frame on the wire begins with: length, version, flags, type.</summary>
internal static unsafe class WireHeader
{
    public const int Length = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FrameLength(byte* frame) => Shared.GetInt(frame);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Version(byte* frame) => frame[4];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Flags(byte* frame) => frame[5];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FrameType Type(byte* frame) => (FrameType)(*(ushort*)(frame + 6));

    public static void Write(byte* frame, int length, byte flags, FrameType type)
    {
        Shared.PutInt(frame, length);
        frame[4] = 0;
        frame[5] = flags;
        *(ushort*)(frame + 6) = (ushort)type;
    }
}
