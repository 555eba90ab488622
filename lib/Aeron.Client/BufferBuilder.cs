using Adaptive.Aeron.LogBuffer;
using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron;

/// <summary>
/// Puts a message together from its fragments, in memory that grows and is used again. For one thread.
/// </summary>
public sealed class BufferBuilder
{
    private const int MinimumCapacity = 4096;
    private const int MaximumCapacity = int.MaxValue - 8;

    private readonly UnsafeBuffer _buffer = new();
    private readonly UnsafeBuffer _headerBuffer = new(new byte[DataHeaderFlyweight.HEADER_LENGTH]);
    private readonly Header _header = new(0, 0);
    private int _limit;
    private int _nextTermOffset = Aeron.NULL_VALUE;
    private int _firstFrameLength;

    /// <summary>Without memory at first.</summary>
    public BufferBuilder()
        : this(0)
    {
    }

    /// <summary>With memory at first.</summary>
    /// <param name="initialCapacity">Bytes.</param>
    public BufferBuilder(int initialCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialCapacity);
        _buffer.Wrap(new byte[initialCapacity]);
    }

    /// <summary>Bytes that there is memory for.</summary>
    /// <returns>The capacity.</returns>
    public int Capacity() => _buffer.Capacity;

    /// <summary>Bytes appended.</summary>
    /// <returns>The limit.</returns>
    public int Limit() => _limit;

    /// <summary>Sets the number of bytes appended.</summary>
    /// <param name="limit">0 to capacity.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public void Limit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, _buffer.Capacity);
        _limit = limit;
    }

    /// <summary>Offset in the term at which the next fragment must stand.</summary>
    /// <returns>Bytes; −1 when no message has begun.</returns>
    public int NextTermOffset() => _nextTermOffset;

    /// <summary>Sets the offset in the term at which the next fragment must stand.</summary>
    /// <param name="offset">Bytes; −1 for none.</param>
    public void NextTermOffset(int offset) => _nextTermOffset = offset;

    /// <summary>Holds the message from byte 0 to the limit.</summary>
    /// <returns>The buffer.</returns>
    public IMutableDirectBuffer Buffer() => _buffer;

    /// <summary>Begins a new message.</summary>
    /// <returns>This.</returns>
    public BufferBuilder Reset()
    {
        _limit = 0;
        _nextTermOffset = Aeron.NULL_VALUE;
        return this;
    }

    /// <summary>Gives memory back that the message does not need.</summary>
    /// <returns>This.</returns>
    public BufferBuilder Compact()
    {
        Resize(Math.Max(MinimumCapacity, _limit));
        return this;
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="srcBuffer">Where they come from.</param>
    /// <param name="srcOffset">First byte there.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>This.</returns>
    /// <exception cref="InvalidOperationException">The message becomes too long.</exception>
    public BufferBuilder Append(IDirectBuffer srcBuffer, int srcOffset, int length)
    {
        long needed = (long)_limit + length;
        if (needed > _buffer.Capacity)
        {
            if (needed > MaximumCapacity)
            {
                throw new InvalidOperationException($"message is longer than {MaximumCapacity} bytes");
            }

            Resize((int)Math.Clamp(
                _buffer.Capacity * 3L / 2, Math.Max(needed, MinimumCapacity), MaximumCapacity));
        }

        _buffer.PutBytes(_limit, srcBuffer, srcOffset, length);
        _limit += length;
        return this;
    }

    /// <summary>Keeps the header of the first fragment.</summary>
    /// <param name="header">The header.</param>
    /// <returns>This.</returns>
    public BufferBuilder CaptureHeader(Header header)
    {
        _header.InitialTermId = header.InitialTermId;
        _header.PositionBitsToShift = header.PositionBitsToShift;
        _firstFrameLength = header.FrameLength;
        _headerBuffer.PutBytes(0, header.Buffer, header.Offset, DataHeaderFlyweight.HEADER_LENGTH);
        return this;
    }

    /// <summary>The header of the whole message: that of the first fragment with the length and flags of all.</summary>
    /// <param name="header">Header of the last fragment.</param>
    /// <returns>The header, valid until the next message is begun.</returns>
    public Header CompleteHeader(Header header)
    {
        _header.Context = header.Context;
        _header.FragmentedFrameLength = LogBufferDescriptor.ComputeFragmentedFrameLength(
            _limit, _firstFrameLength - DataHeaderFlyweight.HEADER_LENGTH);
        _headerBuffer.PutInt(HeaderFlyweight.FRAME_LENGTH_FIELD_OFFSET, DataHeaderFlyweight.HEADER_LENGTH + _limit);
        byte flags = _headerBuffer.GetByte(HeaderFlyweight.FLAGS_FIELD_OFFSET);
        _headerBuffer.PutByte(HeaderFlyweight.FLAGS_FIELD_OFFSET, (byte)(flags | header.Flags));
        _header.SetBuffer(_headerBuffer, 0);
        return _header;
    }

    private void Resize(int capacity)
    {
        byte[] memory = new byte[capacity];
        _buffer.GetBytes(0, memory, 0, _limit);
        _buffer.Wrap(memory);
    }
}
