namespace MatchingEngine.Core;

/// <summary>What both sides of one trade are told alike: price in ticks, quantity in lots.</summary>
internal readonly record struct TradePrint(ulong TrdMatchId, long PriceTicks, long Lots);
