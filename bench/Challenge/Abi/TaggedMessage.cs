using System.Runtime.InteropServices;

namespace MatchingEngine.Challenge.Abi;

/// <summary>One message of a batch: 40 bytes, the type says which of the three it is.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct TaggedMessage
{
    public const byte NewType = 0;
    public const byte CancelType = 1;

    /// <summary>0 new order, 1 cancel, 2 modify.</summary>
    [FieldOffset(0)] public byte Type;

    [FieldOffset(8)] public NewOrderMessage New;
    [FieldOffset(8)] public CancelMessage Cancel;
    [FieldOffset(8)] public ModifyMessage Modify;
}
