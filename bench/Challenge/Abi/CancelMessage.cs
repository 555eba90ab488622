using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge.Abi;

/// <summary>A cancel: 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct CancelMessage
{
    [FieldOffset(0)] public ulong OrderId;
    [FieldOffset(8)] public ulong SequenceNumber;
}
