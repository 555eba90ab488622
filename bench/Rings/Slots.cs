using System.Runtime.InteropServices;

namespace MatchingEngine.Bench.Rings;

/// <summary>A slot with a number in it.</summary>
public interface INumbered
{
    long Number { get; set; }
}

/// <summary>The smallest slot that makes sense.</summary>
public struct SmallSlot : INumbered
{
    public long Number { get; set; }
}

/// <summary>A slot of the size of the product's command slots, of which first and last word are used.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct WideSlot : INumbered
{
    [FieldOffset(0)]
    private long _first;

    [FieldOffset(120)]
    private long _last;

    public long Number
    {
        readonly get => _first + _last;
        set
        {
            _first = value;
            _last = 0;
        }
    }
}
