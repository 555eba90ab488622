namespace MatchingEngine.Challenge.Abi;

/// <summary>What a report says.</summary>
internal enum ReportType : byte
{
    OrderAck = 0,
    Trade = 1,
    CancelAck = 2,
    ModifyAck = 3,
    CancelReject = 4,
    ModifyReject = 5,
}
