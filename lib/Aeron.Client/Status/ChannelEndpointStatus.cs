namespace Adaptive.Aeron.Status;

/// <summary>Values of the counter that tells the status of a channel.</summary>
public static class ChannelEndpointStatus
{
    /// <summary>The id of no counter, for a channel that has no socket.</summary>
    public const int NO_ID_ALLOCATED = -1;

    /// <summary>The socket is being made.</summary>
    public const long INITIALIZING = 0;

    /// <summary>The socket failed.</summary>
    public const long ERRORED = -1;

    /// <summary>The socket works.</summary>
    public const long ACTIVE = 1;

    /// <summary>The socket is being closed.</summary>
    public const long CLOSING = 2;

    /// <summary>Offset of the channel, its length first, in the counter's key.</summary>
    public const int CHANNEL_OFFSET = 0;
}
