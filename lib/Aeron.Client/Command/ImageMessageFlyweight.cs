using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// An image is no longer available.
/// </summary>
public class ImageMessageFlyweight
{
    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public ImageMessageFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
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
    public ImageMessageFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>Registration id of the subscription.</summary>
    /// <returns>The value.</returns>
    public long SubscriptionRegistrationId() => _buffer.GetLong(_offset + 8);

    /// <summary>Sets: registration id of the subscription.</summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public ImageMessageFlyweight SubscriptionRegistrationId(long registrationId)
    {
        _buffer.PutLong(_offset + 8, registrationId);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The value.</returns>
    public int StreamId() => _buffer.GetInt(_offset + 16);

    /// <summary>Sets: stream id.</summary>
    /// <param name="streamId">The value.</param>
    /// <returns>This.</returns>
    public ImageMessageFlyweight StreamId(int streamId)
    {
        _buffer.PutInt(_offset + 16, streamId);
        return this;
    }

    /// <summary>Channel, ASCII.</summary>
    /// <returns>The text.</returns>
    public string Channel() => _buffer.GetStringAscii(_offset + 20);

    /// <summary>Sets: channel, ASCII. Fields behind it are set after it.</summary>
    /// <param name="channel">The text.</param>
    /// <returns>This.</returns>
    public ImageMessageFlyweight Channel(string channel)
    {
        _buffer.PutStringAscii(_offset + 20, channel);
        return this;
    }

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 20 + BitUtil.SIZE_OF_INT + _buffer.GetInt(_offset + 20);
}
