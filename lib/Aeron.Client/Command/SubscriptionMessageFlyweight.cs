using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Asks for a subscription: registration correlation id at 16, stream id at 24, channel at 28.
/// </summary>
public class SubscriptionMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new SubscriptionMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Correlation id of a registration that this one replaces; −1 for none.</summary>
    /// <returns>The value.</returns>
    public long RegistrationCorrelationId() => Message.GetLong(Origin + 16);

    /// <summary>Sets: correlation id of a registration that this one replaces; −1 for none.</summary>
    /// <param name="correlationId">The value.</param>
    /// <returns>This.</returns>
    public SubscriptionMessageFlyweight RegistrationCorrelationId(long correlationId)
    {
        Message.PutLong(Origin + 16, correlationId);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The value.</returns>
    public int StreamId() => Message.GetInt(Origin + 24);

    /// <summary>Sets: stream id.</summary>
    /// <param name="streamId">The value.</param>
    /// <returns>This.</returns>
    public SubscriptionMessageFlyweight StreamId(int streamId)
    {
        Message.PutInt(Origin + 24, streamId);
        return this;
    }

    /// <summary>Channel, ASCII.</summary>
    /// <returns>The text.</returns>
    public string Channel() => Message.GetStringAscii(Origin + 28);

    /// <summary>Sets: channel, ASCII. Fields behind it are set after it.</summary>
    /// <param name="channel">The text.</param>
    /// <returns>This.</returns>
    public SubscriptionMessageFlyweight Channel(string channel)
    {
        Message.PutStringAscii(Origin + 28, channel);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 28 + BitUtil.SIZE_OF_INT + Message.GetInt(Origin + 28);

    /// <summary>Length of a message.</summary>
    /// <param name="channelLength">Bytes of the channel.</param>
    /// <returns>Bytes.</returns>
    public static int ComputeLength(int channelLength) => 32 + channelLength;

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, 32, 28);
}
