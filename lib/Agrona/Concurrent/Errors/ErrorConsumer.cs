namespace Adaptive.Agrona.Concurrent.Errors;

/// <summary>Takes one entry of an error log.</summary>
/// <param name="observationCount">How often the error was seen.</param>
/// <param name="firstObservationTimestamp">When it was seen first, epoch milliseconds.</param>
/// <param name="lastObservationTimestamp">When it was seen last, epoch milliseconds.</param>
/// <param name="encodedException">What it was.</param>
public delegate void ErrorConsumer(
    int observationCount, long firstObservationTimestamp, long lastObservationTimestamp, string encodedException);
