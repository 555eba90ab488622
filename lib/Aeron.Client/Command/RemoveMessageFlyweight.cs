using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Removes what was added: registration id at 16.
/// </summary>
public abstract class RemoveMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new RemoveMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Registration id of what is removed.</summary>
    /// <returns>The value.</returns>
    public long RegistrationId() => Message.GetLong(Origin + 16);

    /// <summary>Sets: registration id of what is removed.</summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public RemoveMessageFlyweight RegistrationId(long registrationId)
    {
        Message.PutLong(Origin + 16, registrationId);
        return this;
    }

    /// <summary>Length of the message.</summary>
    /// <returns>Bytes.</returns>
    public static int Length() => 24;

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, 24);
}
