namespace MatchingEngine.Tools.Service;

/// <summary>A row of a tick table in an instruments file.</summary>
/// <param name="StartPrice">From this price on; 0 and up.</param>
/// <param name="Increment">Prices are multiples of this; above 0.</param>
public sealed record TickEntry(decimal StartPrice, decimal Increment);
