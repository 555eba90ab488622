namespace MatchingEngine.Core;

/// <summary>A row of a tick table: from a price on, prices are multiples of an increment; units of 10^-8.</summary>
/// <param name="StartPrice">Where the row begins; 0 for the first one.</param>
/// <param name="Increment">Its increment.</param>
public readonly record struct TickRow(long StartPrice, long Increment);
