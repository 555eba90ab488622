namespace MatchingEngine.Bench.Scale.Load;

/// <summary>One row of the table.</summary>
/// <param name="Instruments">Instruments among which all is spread evenly.</param>
/// <param name="RestingOrders">Orders that rest.</param>
/// <param name="PriceTicks">Prices of each side that orders are spread over, evenly.</param>
/// <param name="SparseIds">Whether client order ids lie far apart, or follow each other.</param>
/// <param name="IdleTurns">Whether the engine has a moment of idle time behind each command.</param>
internal readonly record struct LoadCase(
    int Instruments, int RestingOrders, long PriceTicks, bool SparseIds, bool IdleTurns);
