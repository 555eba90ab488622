using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// A command was refused: its correlation id at 0, code at 8, message at 12.
/// </summary>
public class ErrorResponseFlyweight
{
    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public ErrorResponseFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
        return this;
    }

    /// <summary>Correlation id of the command; of the channel status counter for an endpoint error.</summary>
    /// <returns>The value.</returns>
    public long OffendingCommandCorrelationId() => _buffer.GetLong(_offset + 0);

    /// <summary>Sets: correlation id of the command; of the channel status counter for an endpoint error.</summary>
    /// <param name="correlationId">The value.</param>
    /// <returns>This.</returns>
    public ErrorResponseFlyweight OffendingCommandCorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>Why it was refused.</summary>
    /// <returns>The code.</returns>
    public ErrorCode ErrorCode()
    {
        int value = ErrorCodeValue();
        return value is >= (int)Adaptive.Aeron.ErrorCode.UNUSED and <= (int)Adaptive.Aeron.ErrorCode.PUBLICATION_REVOKED
            ? (ErrorCode)value
            : Adaptive.Aeron.ErrorCode.UNKNOWN_CODE_VALUE;
    }

    /// <summary>Why it was refused, as a number.</summary>
    /// <returns>The code.</returns>
    public int ErrorCodeValue() => _buffer.GetInt(_offset + 8);

    /// <summary>Sets why it was refused.</summary>
    /// <param name="code">The code.</param>
    /// <returns>This.</returns>
    public ErrorResponseFlyweight ErrorCode(ErrorCode code)
    {
        _buffer.PutInt(_offset + 8, (int)code);
        return this;
    }

    /// <summary>Message, ASCII.</summary>
    /// <returns>The text.</returns>
    public string ErrorMessage() => _buffer.GetStringAscii(_offset + 12);

    /// <summary>Sets: message, ASCII. Fields behind it are set after it.</summary>
    /// <param name="message">The text.</param>
    /// <returns>This.</returns>
    public ErrorResponseFlyweight ErrorMessage(string message)
    {
        _buffer.PutStringAscii(_offset + 12, message);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 12 + BitUtil.SIZE_OF_INT + _buffer.GetInt(_offset + 12);
}
