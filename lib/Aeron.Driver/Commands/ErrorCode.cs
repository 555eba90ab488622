namespace MatchingEngine.AeronDriver.Commands;

/// <summary>Why a command was refused; the numbers go to the client.</summary>
internal enum ErrorCode
{
    InvalidChannel = 1,
    UnknownSubscription = 2,
    UnknownPublication = 3,
    ChannelEndpointError = 4,
    UnknownCounter = 5,
    UnknownCommandType = 6,
    MalformedCommand = 7,
    NotSupported = 8,
    UnknownHost = 9,
    ResourceTemporarilyUnavailable = 10,
    GenericError = 11,
    StorageSpace = 12,
    ImageRejected = 13,
    PublicationRevoked = 14,
}
