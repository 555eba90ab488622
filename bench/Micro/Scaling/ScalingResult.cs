namespace MatchingEngine.Micro.Scaling;

/// <summary>What one case gave. Times in nanoseconds a command.</summary>
/// <param name="FillNanos">Entering the resting orders, maps and pools growing as they go.</param>
/// <param name="SlowestFillMicros">The slowest single command of these, in microseconds.</param>
/// <param name="AddNanos">A further order, and <paramref name="CancelNanos"/> the cancel of a random one.</param>
/// <param name="CancelNanos">Cancel of a random resting order.</param>
/// <param name="BytesPerOrder">Memory that became resident, for each resting order.</param>
internal sealed record ScalingResult(
    double FillNanos, double SlowestFillMicros, double AddNanos, double CancelNanos, double BytesPerOrder);
