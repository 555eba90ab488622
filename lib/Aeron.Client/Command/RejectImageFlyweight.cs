using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Rejects an image: its correlation id at 16, position at 24, reason at 32.
/// </summary>
public class RejectImageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new RejectImageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Sets the client id.</summary>
    /// <param name="clientId">The id.</param>
    /// <returns>This.</returns>
    public new RejectImageFlyweight ClientId(long clientId)
    {
        base.ClientId(clientId);
        return this;
    }

    /// <summary>Sets the correlation id.</summary>
    /// <param name="correlationId">The id.</param>
    /// <returns>This.</returns>
    public new RejectImageFlyweight CorrelationId(long correlationId)
    {
        base.CorrelationId(correlationId);
        return this;
    }

    /// <summary>Correlation id of the image.</summary>
    /// <returns>The value.</returns>
    public long ImageCorrelationId() => Message.GetLong(Origin + 16);

    /// <summary>Sets: correlation id of the image.</summary>
    /// <param name="position">The value.</param>
    /// <returns>This.</returns>
    public RejectImageFlyweight ImageCorrelationId(long position)
    {
        Message.PutLong(Origin + 16, position);
        return this;
    }

    /// <summary>Position at which it is rejected.</summary>
    /// <returns>The value.</returns>
    public long Position() => Message.GetLong(Origin + 24);

    /// <summary>Sets: position at which it is rejected.</summary>
    /// <param name="position">The value.</param>
    /// <returns>This.</returns>
    public RejectImageFlyweight Position(long position)
    {
        Message.PutLong(Origin + 24, position);
        return this;
    }

    /// <summary>Reason, ASCII.</summary>
    /// <returns>The text.</returns>
    public string Reason() => Message.GetStringAscii(Origin + 32);

    /// <summary>Sets: reason, ASCII. Fields behind it are set after it.</summary>
    /// <param name="reason">The text.</param>
    /// <returns>This.</returns>
    public RejectImageFlyweight Reason(string reason)
    {
        Message.PutStringAscii(Origin + 32, reason);
        return this;
    }

    /// <summary>Length of the reason.</summary>
    /// <returns>Bytes.</returns>
    public int ReasonBufferLength() => Message.GetInt(Origin + 32);

    /// <summary>Length of a message.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>Bytes.</returns>
    public static int ComputeLength(string reason) => 36 + reason.Length;

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, 36, 32);
}
