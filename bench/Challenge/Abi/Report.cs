using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge.Abi;

/// <summary>A report: 64 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct Report
{
    [FieldOffset(0)] public ReportType Type;

    /// <summary>0 buy, 1 sell.</summary>
    [FieldOffset(1)] public byte Side;

    [FieldOffset(8)] public ulong SequenceNumber;
    [FieldOffset(16)] public ulong OrderId;
    [FieldOffset(24)] public long PriceTicks;
    [FieldOffset(32)] public uint Quantity;
    [FieldOffset(40)] public ulong MakerOrderId;
    [FieldOffset(48)] public ulong TakerOrderId;
}
