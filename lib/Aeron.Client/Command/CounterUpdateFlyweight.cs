using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// A counter has come or gone.
/// </summary>
public class CounterUpdateFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static readonly int LENGTH = 12;

    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public CounterUpdateFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
        return this;
    }

    /// <summary>Correlation id of the command that made the counter.</summary>
    /// <returns>The value.</returns>
    public long CorrelationId() => _buffer.GetLong(_offset + 0);

    /// <summary>Sets: correlation id of the command that made the counter.</summary>
    /// <param name="correlationId">The value.</param>
    /// <returns>This.</returns>
    public CounterUpdateFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }

    /// <summary>Id of the counter.</summary>
    /// <returns>The value.</returns>
    public int CounterId() => _buffer.GetInt(_offset + 8);

    /// <summary>Sets: id of the counter.</summary>
    /// <param name="counterId">The value.</param>
    /// <returns>This.</returns>
    public CounterUpdateFlyweight CounterId(int counterId)
    {
        _buffer.PutInt(_offset + 8, counterId);
        return this;
    }
}
