using System.Net;

namespace MatchingEngine.AeronDriver.Commands;

/// <summary>An error frame that a receiver sent to one of this driver's publications.</summary>
internal readonly record struct PublicationErrorReport(
    long RegistrationId,
    long DestinationId,
    int SessionId,
    int StreamId,
    long ReceiverId,
    long GroupTag,
    IPEndPoint Source,
    int Code,
    string Message);
