using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// An image is available.
/// </summary>
public class ImageBuffersReadyFlyweight
{
    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
        return this;
    }

    /// <summary>Correlation id of the image.</summary>
    /// <returns>The value.</returns>
    public long CorrelationId() => _buffer.GetLong(_offset + 0);

    /// <summary>Sets: correlation id of the image.</summary>
    /// <param name="correlationId">The value.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>Session id.</summary>
    /// <returns>The value.</returns>
    public int SessionId() => _buffer.GetInt(_offset + 8);

    /// <summary>Sets: session id.</summary>
    /// <param name="sessionId">The value.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight SessionId(int sessionId)
    {
        _buffer.PutInt(_offset + 8, sessionId);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The value.</returns>
    public int StreamId() => _buffer.GetInt(_offset + 12);

    /// <summary>Sets: stream id.</summary>
    /// <param name="streamId">The value.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight StreamId(int streamId)
    {
        _buffer.PutInt(_offset + 12, streamId);
        return this;
    }

    /// <summary>Registration id of the subscription.</summary>
    /// <returns>The value.</returns>
    public long SubscriptionRegistrationId() => _buffer.GetLong(_offset + 16);

    /// <summary>Sets: registration id of the subscription.</summary>
    /// <param name="id">The value.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight SubscriptionRegistrationId(long id)
    {
        _buffer.PutLong(_offset + 16, id);
        return this;
    }

    /// <summary>Id of the subscriber position counter.</summary>
    /// <returns>The value.</returns>
    public int SubscriberPositionId() => _buffer.GetInt(_offset + 24);

    /// <summary>Sets: id of the subscriber position counter.</summary>
    /// <param name="id">The value.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight SubscriberPositionId(int id)
    {
        _buffer.PutInt(_offset + 24, id);
        return this;
    }

    /// <summary>Path of the log, ASCII.</summary>
    /// <returns>The text.</returns>
    public string LogFileName() => _buffer.GetStringAscii(_offset + 28);

    /// <summary>Sets: path of the log, ASCII. Fields behind it are set after it.</summary>
    /// <param name="logFileName">The text.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight LogFileName(string logFileName)
    {
        _buffer.PutStringAscii(_offset + 28, logFileName);
        return this;
    }

    /// <summary>Where the stream comes from, ASCII.</summary>
    /// <returns>An address with port, or the channel of an IPC stream.</returns>
    public string SourceIdentity() => _buffer.GetStringAscii(_offset + SourceIdentityOffset());

    /// <summary>Sets where the stream comes from; after the path of the log.</summary>
    /// <param name="value">An address with port, or the channel of an IPC stream.</param>
    /// <returns>This.</returns>
    public ImageBuffersReadyFlyweight SourceIdentity(string value)
    {
        _buffer.PutStringAscii(_offset + SourceIdentityOffset(), value);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length()
    {
        int identity = SourceIdentityOffset();
        return identity + BitUtil.SIZE_OF_INT + _buffer.GetInt(_offset + identity);
    }

    private int SourceIdentityOffset() => 32 + BitUtil.Align(_buffer.GetInt(_offset + 28), BitUtil.SIZE_OF_INT);
}
