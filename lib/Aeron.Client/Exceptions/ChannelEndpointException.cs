namespace Adaptive.Aeron.Exceptions;

/// <summary>The socket of a channel failed in the driver.</summary>
public class ChannelEndpointException : AeronException
{
    /// <summary>Names the channel by its status counter.</summary>
    /// <param name="statusIndicatorId">Id of the counter.</param>
    /// <param name="message">What happened.</param>
    public ChannelEndpointException(int statusIndicatorId, string message)
        : base(message) => StatusIndicatorId = statusIndicatorId;

    /// <summary>Id of the channel's status counter.</summary>
    public int StatusIndicatorId { get; }
}
