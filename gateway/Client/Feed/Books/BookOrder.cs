namespace MatchingEngine.Client.Feed;

/// <summary>A displayed order of a book.</summary>
/// <param name="OrderId">The engine's id of it.</param>
/// <param name="Price">Price in units of 10^-8.</param>
/// <param name="Quantity">Displayed quantity in whole units, 1 and up.</param>
public readonly record struct BookOrder(ulong OrderId, long Price, long Quantity);
