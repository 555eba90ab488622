using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// The driver takes a client for dead.
/// </summary>
public class ClientTimeoutFlyweight
{
    /// <summary>Bytes of the message.</summary>
    public static readonly int LENGTH = 8;

    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public ClientTimeoutFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
        return this;
    }

    /// <summary>Id of the client.</summary>
    /// <returns>The value.</returns>
    public long ClientId() => _buffer.GetLong(_offset + 0);

    /// <summary>Sets: id of the client.</summary>
    /// <param name="clientId">The value.</param>
    /// <returns>This.</returns>
    public ClientTimeoutFlyweight ClientId(long clientId)
    {
        _buffer.PutLong(_offset + 0, clientId);
        return this;
    }
}
