using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge.Abi;

/// <summary>A new order: 32 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct NewOrderMessage
{
    [FieldOffset(0)] public ulong OrderId;
    [FieldOffset(8)] public ulong SequenceNumber;
    [FieldOffset(16)] public long PriceTicks;
    [FieldOffset(24)] public uint Quantity;

    /// <summary>0 buy, 1 sell.</summary>
    [FieldOffset(28)] public byte Side;

    /// <summary>1 for immediate-or-cancel.</summary>
    [FieldOffset(29)] public byte Ioc;
}
