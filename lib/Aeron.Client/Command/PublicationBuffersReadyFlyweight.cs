using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// A publication is ready.
/// </summary>
public class PublicationBuffersReadyFlyweight
{
    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
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
    public PublicationBuffersReadyFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>
    /// Registration id of the log; another one than the correlation id when the log was there before.
    /// </summary>
    /// <returns>The value.</returns>
    public long RegistrationId() => _buffer.GetLong(_offset + 8);

    /// <summary>
    /// Sets: registration id of the log; another one than the correlation id when the log was there before.
    /// </summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight RegistrationId(long registrationId)
    {
        _buffer.PutLong(_offset + 8, registrationId);
        return this;
    }

    /// <summary>Session id.</summary>
    /// <returns>The value.</returns>
    public int SessionId() => _buffer.GetInt(_offset + 16);

    /// <summary>Sets: session id.</summary>
    /// <param name="sessionId">The value.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight SessionId(int sessionId)
    {
        _buffer.PutInt(_offset + 16, sessionId);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The value.</returns>
    public int StreamId() => _buffer.GetInt(_offset + 20);

    /// <summary>Sets: stream id.</summary>
    /// <param name="streamId">The value.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight StreamId(int streamId)
    {
        _buffer.PutInt(_offset + 20, streamId);
        return this;
    }

    /// <summary>Id of the position limit counter.</summary>
    /// <returns>The value.</returns>
    public int PublicationLimitCounterId() => _buffer.GetInt(_offset + 24);

    /// <summary>Sets: id of the position limit counter.</summary>
    /// <param name="positionCounterId">The value.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight PublicationLimitCounterId(int positionCounterId)
    {
        _buffer.PutInt(_offset + 24, positionCounterId);
        return this;
    }

    /// <summary>Id of the channel status counter; −1 for none.</summary>
    /// <returns>The value.</returns>
    public int ChannelStatusCounterId() => _buffer.GetInt(_offset + 28);

    /// <summary>Sets: id of the channel status counter; −1 for none.</summary>
    /// <param name="counterId">The value.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight ChannelStatusCounterId(int counterId)
    {
        _buffer.PutInt(_offset + 28, counterId);
        return this;
    }

    /// <summary>Path of the log, ASCII.</summary>
    /// <returns>The text.</returns>
    public string LogFileName() => _buffer.GetStringAscii(_offset + 32);

    /// <summary>Sets: path of the log, ASCII. Fields behind it are set after it.</summary>
    /// <param name="logFileName">The text.</param>
    /// <returns>This.</returns>
    public PublicationBuffersReadyFlyweight LogFileName(string logFileName)
    {
        _buffer.PutStringAscii(_offset + 32, logFileName);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 32 + BitUtil.SIZE_OF_INT + _buffer.GetInt(_offset + 32);
}
