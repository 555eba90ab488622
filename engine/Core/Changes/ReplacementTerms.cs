namespace MatchingEngine.Core;

/// <summary>What a replacement asks for, as it came: prices in units of 10^-8, quantities in units.</summary>
/// <param name="Price">Limit; 0 for an order without.</param>
/// <param name="OrderQty">Total quantity.</param>
/// <param name="StopPx">Stop price; 0 leaves it.</param>
/// <param name="DisplayQty">Slice of an iceberg; 0 leaves it.</param>
internal readonly record struct ReplacementTerms(long Price, long OrderQty, long StopPx, long DisplayQty);
