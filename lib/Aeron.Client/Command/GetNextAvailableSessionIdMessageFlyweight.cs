using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Asks for a session id that nobody uses on a stream: stream id at 16.
/// </summary>
public sealed class GetNextAvailableSessionIdMessageFlyweight : CorrelatedMessageFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static new readonly int LENGTH = 20;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public new GetNextAvailableSessionIdMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
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
    public GetNextAvailableSessionIdMessageFlyweight StreamId(int streamId)
    {
        Message.PutInt(Origin + 16, streamId);
        return this;
    }

    /// <summary>Length of the message.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => LENGTH;

    /// <summary>Checks that a command is long enough for what it says it holds.</summary>
    /// <param name="msgTypeId">Type of the command.</param>
    /// <param name="length">Bytes of the command.</param>
    /// <exception cref="Exceptions.ControlProtocolException">It is not.</exception>
    public new void ValidateLength(int msgTypeId, int length) => CheckLength(msgTypeId, length, LENGTH);
}
