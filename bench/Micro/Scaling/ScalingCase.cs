namespace MatchingEngine.Micro.Scaling;

/// <summary>One row of the scaling table.</summary>
/// <param name="Instruments">Instruments among which all is spread evenly.</param>
/// <param name="RestingOrders">Orders that rest while the time is taken.</param>
/// <param name="PriceTicks">Prices of each side that orders are spread over, evenly.</param>
internal sealed record ScalingCase(int Instruments, int RestingOrders, long PriceTicks);
