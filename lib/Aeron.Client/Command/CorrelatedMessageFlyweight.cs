using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>What every command to the driver begins with: client id at 0, correlation id at 8.</summary>
public class CorrelatedMessageFlyweight
{
    /// <summary>Bytes of the two ids.</summary>
    public static readonly int LENGTH = 16;

    private protected IMutableDirectBuffer Message { get; private set; } = null!;

    private protected int Origin { get; private set; }

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public CorrelatedMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        Bind(buffer, offset);
        return this;
    }

    /// <summary>Id of the client.</summary>
    /// <returns>The id.</returns>
    public long ClientId() => Message.GetLong(Origin);

    /// <summary>Sets the id of the client.</summary>
    /// <param name="clientId">The id.</param>
    /// <returns>This.</returns>
    public CorrelatedMessageFlyweight ClientId(long clientId)
    {
        Message.PutLong(Origin, clientId);
        return this;
    }

    /// <summary>Id that the answer will bear.</summary>
    /// <returns>The id.</returns>
    public long CorrelationId() => Message.GetLong(Origin + BitUtil.SIZE_OF_LONG);

    /// <summary>Sets the id that the answer will bear.</summary>
    /// <param name="correlationId">The id.</param>
    /// <returns>This.</returns>
    public CorrelatedMessageFlyweight CorrelationId(long correlationId)
    {
        Message.PutLong(Origin + BitUtil.SIZE_OF_LONG, correlationId);
        return this;
    }

    /// <summary>Checks that a command is long enough for the two ids.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="ControlProtocolException">It is not.</exception>
    public void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, LENGTH);

    private protected void Bind(IMutableDirectBuffer buffer, int offset)
    {
        Message = buffer;
        Origin = offset;
    }

    private protected static void CheckLength(int msgTypeId, int length, int minimum)
    {
        if (length < minimum)
        {
            throw new ControlProtocolException(
                ErrorCode.MALFORMED_COMMAND, $"command={msgTypeId} too short: length={length}");
        }
    }

    /// <summary>
    /// Checks for the fixed part first, then for the variable one whose length stands in the message.
    /// </summary>
    private protected void CheckLength(int msgTypeId, int length, int minimum, int variableLengthOffset)
    {
        CheckLength(msgTypeId, length, minimum);
        int variableLength = Message.GetInt(Origin + variableLengthOffset);
        if (variableLength < 0 || variableLength > length - minimum)
        {
            throw new ControlProtocolException(
                ErrorCode.MALFORMED_COMMAND,
                $"command={msgTypeId} too short: length={length} variable part={variableLength}");
        }
    }
}
