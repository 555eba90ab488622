using System.Runtime.InteropServices;

namespace MatchingEngine.Journal;

/// <summary>A sequence alone on its cache line: one thread writes it, others read it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct PaddedSequence
{
    [FieldOffset(64)] private long _value;

    public long Value
    {
        readonly get => Volatile.Read(in _value);
        set => Volatile.Write(ref _value, value);
    }
}
