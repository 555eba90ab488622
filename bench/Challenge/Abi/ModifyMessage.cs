using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge.Abi;

/// <summary>A modify: a new price and a new open quantity; 32 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct ModifyMessage
{
    [FieldOffset(0)] public ulong OrderId;
    [FieldOffset(8)] public ulong SequenceNumber;
    [FieldOffset(16)] public long NewPriceTicks;
    [FieldOffset(24)] public uint NewQuantity;

    /// <summary>0 buy, 1 sell: the order's own side.</summary>
    [FieldOffset(28)] public byte Side;
}
