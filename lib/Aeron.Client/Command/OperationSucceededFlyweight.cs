using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// A command has been carried out.
/// </summary>
public class OperationSucceededFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static readonly int LENGTH = 8;

    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public OperationSucceededFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
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
    public OperationSucceededFlyweight CorrelationId(long correlationId)
    {
        _buffer.PutLong(_offset + 0, correlationId);
        return this;
    }
}
