using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Asks the driver to end: token at 16.
/// </summary>
public class TerminateDriverFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new TerminateDriverFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Where the token begins.</summary>
    /// <returns>Offset in bytes from the beginning of the message.</returns>
    public int TokenBufferOffset() => 20;

    /// <summary>Length of the token.</summary>
    /// <returns>Bytes.</returns>
    public int TokenBufferLength() => Message.GetInt(Origin + 16);

    /// <summary>Sets the token.</summary>
    /// <param name="tokenBuffer">Holds the token.</param>
    /// <param name="tokenOffset">First byte.</param>
    /// <param name="tokenLength">Bytes.</param>
    /// <returns>This.</returns>
    public TerminateDriverFlyweight TokenBuffer(IDirectBuffer tokenBuffer, int tokenOffset, int tokenLength)
    {
        Message.PutInt(Origin + 16, tokenLength);
        if (tokenLength > 0)
        {
            Message.PutBytes(Origin + TokenBufferOffset(), tokenBuffer, tokenOffset, tokenLength);
        }

        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => ComputeLength(TokenBufferLength());

    /// <summary>Length of a message.</summary>
    /// <param name="tokenLength">Bytes of the token.</param>
    /// <returns>Bytes.</returns>
    public static int ComputeLength(int tokenLength) => 20 + tokenLength;

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, 20, 16);
}
