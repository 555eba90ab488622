namespace MatchingEngine.Core;

/// <summary>
/// Which field of an order is the key that a map finds it by. Implemented by structs, so that each map is compiled for
/// its key.
/// </summary>
internal interface IOrderKey
{
    /// <summary>The key of an order.</summary>
    static abstract ulong Of(in Order order);
}
