namespace MatchingEngine.Core;

/// <summary>What an order is to become: its limit in ticks and its total quantity in lots.</summary>
internal readonly record struct NewTerms(long PriceTicks, long OrderLots);
