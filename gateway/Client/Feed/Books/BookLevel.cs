namespace MatchingEngine.Client.Feed;

/// <summary>A price level of a book.</summary>
/// <param name="Price">Price in units of 10^-8.</param>
/// <param name="Quantity">Displayed quantity in whole units, 1 and up.</param>
/// <param name="OrderCount">Displayed orders, 1 and up.</param>
public readonly record struct BookLevel(long Price, long Quantity, int OrderCount);
