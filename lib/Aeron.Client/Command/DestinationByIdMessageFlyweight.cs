using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Removes a destination: registration ids of the publication at 16 and of the destination at 24.
/// </summary>
public class DestinationByIdMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static readonly int MESSAGE_LENGTH = 32;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new DestinationByIdMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Registration id of the publication.</summary>
    /// <returns>The value.</returns>
    public long ResourceRegistrationId() => Message.GetLong(Origin + 16);

    /// <summary>Sets: registration id of the publication.</summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public DestinationByIdMessageFlyweight ResourceRegistrationId(long registrationId)
    {
        Message.PutLong(Origin + 16, registrationId);
        return this;
    }

    /// <summary>Registration id of the destination.</summary>
    /// <returns>The value.</returns>
    public long DestinationRegistrationId() => Message.GetLong(Origin + 24);

    /// <summary>Sets: registration id of the destination.</summary>
    /// <param name="destinationRegistrationId">The value.</param>
    /// <returns>This.</returns>
    public DestinationByIdMessageFlyweight DestinationRegistrationId(long destinationRegistrationId)
    {
        Message.PutLong(Origin + 24, destinationRegistrationId);
        return this;
    }

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, MESSAGE_LENGTH);
}
