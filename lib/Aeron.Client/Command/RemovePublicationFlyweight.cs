using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Removes a publication: flags at 24, which older clients do not send.
/// </summary>
public class RemovePublicationFlyweight : RemoveMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new RemovePublicationFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Length of the message.</summary>
    /// <returns>Bytes.</returns>
    public static new int Length() => 32;

    /// <summary>Whether a message is long enough to have flags.</summary>
    /// <param name="messageLength">Bytes of the message.</param>
    /// <returns>True when it is.</returns>
    public bool FlagsFieldIsValid(int messageLength) => messageLength >= Length();

    /// <summary>Whether the publication is revoked, so that nothing of it is waited for.</summary>
    /// <param name="messageLength">Bytes of the message.</param>
    /// <returns>True when it is.</returns>
    public bool Revoke(int messageLength) => FlagsFieldIsValid(messageLength) && Revoke();

    /// <summary>Whether the publication is revoked; for a message that has flags.</summary>
    /// <returns>True when it is.</returns>
    public bool Revoke() => (Message.GetLong(Origin + 24) & 1) != 0;

    /// <summary>Sets whether the publication is revoked.</summary>
    /// <param name="revoke">True when it is.</param>
    /// <returns>This.</returns>
    public RemovePublicationFlyweight Revoke(bool revoke)
    {
        Message.PutLong(Origin + 24, revoke ? 1 : 0);
        return this;
    }
}
