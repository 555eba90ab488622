using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Adds or removes a destination: registration id of the publication or subscription at 16, channel at 24.
/// </summary>
public class DestinationMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new DestinationMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Registration id of the publication or subscription.</summary>
    /// <returns>The value.</returns>
    public long RegistrationCorrelationId() => Message.GetLong(Origin + 16);

    /// <summary>Sets: registration id of the publication or subscription.</summary>
    /// <param name="correlationId">The value.</param>
    /// <returns>This.</returns>
    public DestinationMessageFlyweight RegistrationCorrelationId(long correlationId)
    {
        Message.PutLong(Origin + 16, correlationId);
        return this;
    }

    /// <summary>Channel of the destination, ASCII.</summary>
    /// <returns>The text.</returns>
    public string Channel() => Message.GetStringAscii(Origin + 24);

    /// <summary>Sets: channel of the destination, ASCII. Fields behind it are set after it.</summary>
    /// <param name="channel">The text.</param>
    /// <returns>This.</returns>
    public DestinationMessageFlyweight Channel(string channel)
    {
        Message.PutStringAscii(Origin + 24, channel);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 24 + BitUtil.SIZE_OF_INT + Message.GetInt(Origin + 24);

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, 28, 24);
}
