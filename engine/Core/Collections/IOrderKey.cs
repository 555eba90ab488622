namespace MatchingEngine.Core;

/// <summary>
/// A key that orders are looked up by. Implemented by structs, so that each lookup is compiled for its key.
/// </summary>
internal interface IOrderKey
{
    /// <summary>Whether the order at this index of the pool has this key.</summary>
    bool IsKeyOf(int orderIndex);
}
