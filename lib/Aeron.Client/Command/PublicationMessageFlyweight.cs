using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Asks for a publication: stream id at 16, channel at 20.
/// </summary>
public class PublicationMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new PublicationMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The value.</returns>
    public int StreamId() => Message.GetInt(Origin + 16);

    /// <summary>Sets: stream id.</summary>
    /// <param name="streamId">The value.</param>
    /// <returns>This.</returns>
    public PublicationMessageFlyweight StreamId(int streamId)
    {
        Message.PutInt(Origin + 16, streamId);
        return this;
    }

    /// <summary>Channel, ASCII.</summary>
    /// <returns>The text.</returns>
    public string Channel() => Message.GetStringAscii(Origin + 20);

    /// <summary>Sets: channel, ASCII. Fields behind it are set after it.</summary>
    /// <param name="channel">The text.</param>
    /// <returns>This.</returns>
    public PublicationMessageFlyweight Channel(string channel)
    {
        Message.PutStringAscii(Origin + 20, channel);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 20 + BitUtil.SIZE_OF_INT + Message.GetInt(Origin + 20);

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, 24, 20);
}
