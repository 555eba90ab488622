namespace MatchingEngine.AeronDriver.Inspection;

/// <summary>What one image lost so far.</summary>
/// <param name="Count">Gaps seen.</param>
/// <param name="BytesLost">Their bytes in all.</param>
/// <param name="FirstMillis">When the first was seen, in milliseconds since 1970.</param>
/// <param name="LastMillis">When the last was seen.</param>
/// <param name="SessionId">Of the publication.</param>
/// <param name="StreamId">Of the publication.</param>
/// <param name="Channel">Of the subscription.</param>
/// <param name="Source">Address of the publication.</param>
public sealed record LossObservation(
    long Count,
    long BytesLost,
    long FirstMillis,
    long LastMillis,
    int SessionId,
    int StreamId,
    string Channel,
    string Source);
