using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// Answers the question for a session id that nobody uses.
/// </summary>
public class NextAvailableSessionIdFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static readonly int LENGTH = 12;

    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public NextAvailableSessionIdFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
        return this;
    }

    /// <summary>Correlation id of the command.</summary>
    /// <returns>The value.</returns>
    public long CorrelationId() => _buffer.GetLong(_offset + 0);

    /// <summary>Sets: correlation id of the command.</summary>
    /// <param name="correlationId">The value.</param>
    /// <returns>This.</returns>
    public NextAvailableSessionIdFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>The session id.</summary>
    /// <returns>The value.</returns>
    public int NextSessionId() => _buffer.GetInt(_offset + 8);

    /// <summary>Sets: the session id.</summary>
    /// <param name="sessionId">The value.</param>
    /// <returns>This.</returns>
    public NextAvailableSessionIdFlyweight NextSessionId(int sessionId)
    {
        _buffer.PutInt(_offset + 8, sessionId);
        return this;
    }
}
