using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>A range of a buffer, one piece of a message that is offered in pieces.</summary>
public sealed class DirectBufferVector
{
    private IDirectBuffer _buffer = null!;
    private int _offset;
    private int _length;

    /// <summary>No range yet.</summary>
    public DirectBufferVector()
    {
    }

    /// <summary>A range.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    public DirectBufferVector(IDirectBuffer buffer, int offset, int length) => Reset(buffer, offset, length);

    /// <summary>Checks all ranges and adds their lengths up.</summary>
    /// <param name="vectors">The ranges.</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="ArgumentException">A range is outside of its buffer.</exception>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static int ValidateAndComputeLength(DirectBufferVector[] vectors)
    {
        int length = 0;
        foreach (DirectBufferVector vector in vectors)
        {
            vector.Validate();
            length = checked(length + vector._length);
        }

        return length;
    }

    /// <summary>Sets the range.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>This.</returns>
    public DirectBufferVector Reset(IDirectBuffer buffer, int offset, int length)
    {
        _buffer = buffer;
        _offset = offset;
        _length = length;
        return this;
    }

    /// <summary>The buffer.</summary>
    /// <returns>The buffer.</returns>
    public IDirectBuffer Buffer() => _buffer;

    /// <summary>Sets the buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>This.</returns>
    public DirectBufferVector Buffer(IDirectBuffer buffer)
    {
        _buffer = buffer;
        return this;
    }

    /// <summary>First byte.</summary>
    /// <returns>The offset.</returns>
    public int Offset() => _offset;

    /// <summary>Sets the first byte.</summary>
    /// <param name="offset">The offset.</param>
    /// <returns>This.</returns>
    public DirectBufferVector Offset(int offset)
    {
        _offset = offset;
        return this;
    }

    /// <summary>Bytes.</summary>
    /// <returns>The length.</returns>
    public int Length() => _length;

    /// <summary>Sets the number of bytes.</summary>
    /// <param name="length">The length.</param>
    /// <returns>This.</returns>
    public DirectBufferVector Length(int length)
    {
        _length = length;
        return this;
    }

    /// <summary>Checks that the range is inside of the buffer.</summary>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is not.</exception>
    public DirectBufferVector Validate()
    {
        int capacity = _buffer.Capacity;
        if (_offset < 0 || _length < 0 || _offset > capacity - _length)
        {
            throw new ArgumentException($"offset={_offset} length={_length} capacity={capacity}");
        }

        return this;
    }
}
