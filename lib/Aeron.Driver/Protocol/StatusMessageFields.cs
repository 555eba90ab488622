namespace MatchingEngine.AeronDriver.Protocol;

/// <summary>What a status message says.</summary>
internal readonly record struct StatusMessageFields(
    int SessionId,
    int StreamId,
    int ConsumptionTermId,
    int ConsumptionTermOffset,
    int ReceiverWindowLength,
    long ReceiverId,
    long? GroupTag);
