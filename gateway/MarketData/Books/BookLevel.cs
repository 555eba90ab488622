namespace MatchingEngine.MarketData;

/// <summary>A price level of one side. The key orders prices so that the higher key is the better price.</summary>
/// <param name="Key">Price of a bid, or the negative price of an offer, in units of 10^-8.</param>
/// <param name="Quantity">Displayed quantity in units.</param>
/// <param name="OrderCount">Displayed orders.</param>
internal record struct BookLevel(long Key, long Quantity, int OrderCount);
