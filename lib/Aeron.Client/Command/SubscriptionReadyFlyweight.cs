using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// A subscription is ready.
/// </summary>
public class SubscriptionReadyFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static readonly int LENGTH = 12;

    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public SubscriptionReadyFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
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
    public SubscriptionReadyFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>Id of the channel status counter; −1 for none.</summary>
    /// <returns>The value.</returns>
    public int ChannelStatusCounterId() => _buffer.GetInt(_offset + 8);

    /// <summary>Sets: id of the channel status counter; −1 for none.</summary>
    /// <param name="counterId">The value.</param>
    /// <returns>This.</returns>
    public SubscriptionReadyFlyweight ChannelStatusCounterId(int counterId)
    {
        _buffer.PutInt(_offset + 8, counterId);
        return this;
    }
}
