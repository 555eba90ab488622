namespace MatchingEngine.Tools.Load;

/// <summary>What a load is.</summary>
/// <param name="SecurityId">Instrument to trade.</param>
/// <param name="PerSecond">Commands a second; 0: as fast as the window allows.</param>
/// <param name="Duration">Length of the run.</param>
/// <param name="Window">Commands in flight at the most.</param>
/// <param name="ExtendedPercent">Of a hundred resting orders, so many with more fields than the plain message.</param>
/// <param name="PercentilesFile">Where the whole distribution goes; null for nowhere.</param>
internal sealed record LoadOptions(
    uint SecurityId, double PerSecond, TimeSpan Duration, int Window, int ExtendedPercent, string? PercentilesFile);
