namespace Adaptive.Aeron;

/// <summary>Why the driver refused a command.</summary>
public enum ErrorCode
{
    /// <summary>A code that this client does not know.</summary>
    UNKNOWN_CODE_VALUE = -1,

    /// <summary>Not used.</summary>
    UNUSED = 0,

    /// <summary>The channel cannot be used as it is.</summary>
    INVALID_CHANNEL = 1,

    /// <summary>There is no such subscription.</summary>
    UNKNOWN_SUBSCRIPTION = 2,

    /// <summary>There is no such publication.</summary>
    UNKNOWN_PUBLICATION = 3,

    /// <summary>The socket of the channel failed; the id in the error is that of its status counter.</summary>
    CHANNEL_ENDPOINT_ERROR = 4,

    /// <summary>There is no such counter.</summary>
    UNKNOWN_COUNTER = 5,

    /// <summary>The driver does not know the command.</summary>
    UNKNOWN_COMMAND_TYPE_ID = 6,

    /// <summary>The command is too short or contradicts itself.</summary>
    MALFORMED_COMMAND = 7,

    /// <summary>The driver knows the command and does not offer it.</summary>
    NOT_SUPPORTED = 8,

    /// <summary>A host name has no address.</summary>
    UNKNOWN_HOST = 9,

    /// <summary>The same command may succeed later.</summary>
    RESOURCE_TEMPORARILY_UNAVAILABLE = 10,

    /// <summary>Something else; see the message.</summary>
    GENERIC_ERROR = 11,

    /// <summary>There is no room on the file system.</summary>
    STORAGE_SPACE = 12,

    /// <summary>A subscriber rejected the image.</summary>
    IMAGE_REJECTED = 13,

    /// <summary>The publication has been revoked.</summary>
    PUBLICATION_REVOKED = 14,
}
