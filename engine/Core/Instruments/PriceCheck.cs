namespace MatchingEngine.Core;

/// <summary>What an instrument says of a price.</summary>
internal enum PriceCheck
{
    Valid,
    InvalidIncrement,
    OutsideLimits,
}
