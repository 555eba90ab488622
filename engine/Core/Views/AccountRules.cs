namespace MatchingEngine.Core;

/// <summary>Limits of an account in one instrument; 0 for none.</summary>
/// <param name="MaxPosition">Largest position, long or short.</param>
/// <param name="MaxOpenValue">Largest sum of price times quantity of its open orders, in units of the
/// currency.</param>
public readonly record struct AccountRules(long MaxPosition, long MaxOpenValue);
