namespace MatchingEngine.Core;

/// <summary>A price level as it is seen from outside.</summary>
/// <param name="Price">Price in units of 10^-8.</param>
/// <param name="Quantity">Sum of what its orders have left, in units.</param>
/// <param name="OrderCount">Number of orders, 1 and up.</param>
public readonly record struct PriceLevel(long Price, long Quantity, int OrderCount);
