namespace MatchingEngine.Tools.Service;

/// <summary>Limits of an account in an instruments file; 0 for none.</summary>
/// <param name="Account">The account, 1 and up.</param>
/// <param name="MaxPosition">Largest position, long or short, open orders included.</param>
/// <param name="MaxOpenValue">Largest sum of price times quantity of its open orders.</param>
public sealed record AccountEntry(uint Account, long MaxPosition = 0, long MaxOpenValue = 0);
