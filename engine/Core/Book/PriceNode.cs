using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// A node of the tree of prices: 64 neighbouring prices, or 64 neighbouring nodes of the tier below, and one bit for
/// each that is there. Padded to whole cache lines.
/// </summary>
internal struct PriceNode
{
    public const int Fanout = 64;

    /// <summary>Index of the level or of the node below, plus 1; 0 for none.</summary>
    public ChildArray Children;

    /// <summary>One bit for each child that is there.</summary>
    public ulong Occupied;

    private readonly PaddingArray _padding;

    [InlineArray(Fanout)]
    internal struct ChildArray
    {
        private int _first;
    }

    [InlineArray(7)]
    private struct PaddingArray
    {
        private ulong _first;
    }
}
