namespace MatchingEngine.Core;

/// <summary>What a sweep has to know of a taker beyond its terms.</summary>
/// <param name="BoundTicks">Price that it does not trade beyond.</param>
/// <param name="SelfMatch">What it wants when it meets an order of its own group.</param>
/// <param name="Account">Its account; 0 for none.</param>
/// <param name="ExposureIndex">Exposure of the account.</param>
internal readonly record struct TakerRule(
    long BoundTicks, SelfMatchRule SelfMatch, uint Account, int ExposureIndex);
