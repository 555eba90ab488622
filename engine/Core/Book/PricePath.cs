using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>The nodes from the leaf that a price belongs to up to the root: leaf first.</summary>
[InlineArray(MaxTiers)]
internal struct PricePath
{
    /// <summary>Six bits a tier, for any 64-bit price.</summary>
    public const int MaxTiers = 11;

    private int _leaf;
}
