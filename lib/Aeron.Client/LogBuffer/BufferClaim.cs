using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>
/// Room in a log that a publisher has claimed: write the message at <see cref="Offset"/> of <see cref="Buffer"/>, then
/// commit or abort. A claim that is neither holds all readers up. For one thread; use it again for the next claim.
/// </summary>
public class BufferClaim
{
    private readonly UnsafeBuffer _frame = new();

    /// <summary>The claimed frame, header included.</summary>
    public IMutableDirectBuffer Buffer => _frame;

    /// <summary>First byte of the message in <see cref="Buffer"/>.</summary>
    public int Offset => DataHeaderFlyweight.HEADER_LENGTH;

    /// <summary>Bytes of the message.</summary>
    public int Length => _frame.Capacity - DataHeaderFlyweight.HEADER_LENGTH;

    /// <summary>Makes this the claim of a frame.</summary>
    /// <param name="buffer">The term.</param>
    /// <param name="offset">First byte of the frame.</param>
    /// <param name="length">Bytes of the frame with its header.</param>
    public void Wrap(IAtomicBuffer buffer, int offset, int length) => _frame.Wrap(buffer, offset, length);

    /// <summary>Flags of the frame.</summary>
    /// <returns>The flags.</returns>
    public byte Flags() => _frame.GetByte(HeaderFlyweight.FLAGS_FIELD_OFFSET);

    /// <summary>Sets the flags of the frame.</summary>
    /// <param name="flags">The flags.</param>
    /// <returns>This.</returns>
    public BufferClaim Flags(byte flags)
    {
        _frame.PutByte(HeaderFlyweight.FLAGS_FIELD_OFFSET, flags);
        return this;
    }

    /// <summary>Type of the frame.</summary>
    /// <returns>The type.</returns>
    public int HeaderType() => (ushort)_frame.GetShort(HeaderFlyweight.TYPE_FIELD_OFFSET);

    /// <summary>Sets the type of the frame.</summary>
    /// <param name="type">The type.</param>
    /// <returns>This.</returns>
    public BufferClaim HeaderType(int type)
    {
        _frame.PutShort(HeaderFlyweight.TYPE_FIELD_OFFSET, (short)type);
        return this;
    }

    /// <summary>Reserved value of the frame.</summary>
    /// <returns>The value.</returns>
    public long ReservedValue() => _frame.GetLong(DataHeaderFlyweight.RESERVED_VALUE_OFFSET);

    /// <summary>Sets the reserved value of the frame.</summary>
    /// <param name="value">The value.</param>
    /// <returns>This.</returns>
    public BufferClaim ReservedValue(long value)
    {
        _frame.PutLong(DataHeaderFlyweight.RESERVED_VALUE_OFFSET, value);
        return this;
    }

    /// <summary>Copies to the beginning of the message.</summary>
    /// <param name="srcBuffer">Where the bytes come from.</param>
    /// <param name="srcIndex">First byte there.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>This.</returns>
    public BufferClaim PutBytes(IDirectBuffer srcBuffer, int srcIndex, int length)
    {
        _frame.PutBytes(DataHeaderFlyweight.HEADER_LENGTH, srcBuffer, srcIndex, length);
        return this;
    }

    /// <summary>Hands the message to readers.</summary>
    public void Commit() => _frame.PutIntRelease(HeaderFlyweight.FRAME_LENGTH_FIELD_OFFSET, _frame.Capacity);

    /// <summary>Makes the claimed room one that readers skip.</summary>
    public void Abort()
    {
        HeaderType(HeaderFlyweight.HDR_TYPE_PAD);
        Commit();
    }
}
