namespace Adaptive.Agrona;

/// <summary>Allocates memory and checks bounds.</summary>
public static class BufferUtil
{
    /// <summary>An array without bytes.</summary>
    public static readonly byte[] NullBytes = [];

    /// <summary>Zeroed memory outside the managed heap, aligned to 8 bytes.</summary>
    /// <param name="capacity">Bytes.</param>
    /// <returns>The memory.</returns>
    public static ByteBuffer Allocate(int capacity) => new(capacity, BitUtil.SIZE_OF_LONG);

    /// <summary>Zeroed memory outside the managed heap, aligned to 8 bytes.</summary>
    /// <param name="capacity">Bytes.</param>
    /// <returns>The memory.</returns>
    public static ByteBuffer AllocateDirect(int capacity) => new(capacity, BitUtil.SIZE_OF_LONG);

    /// <summary>Zeroed memory outside the managed heap.</summary>
    /// <param name="capacity">Bytes.</param>
    /// <param name="alignment">Alignment of the first byte; a power of two.</param>
    /// <returns>The memory.</returns>
    /// <exception cref="ArgumentException">The alignment is no power of two.</exception>
    public static ByteBuffer AllocateDirectAligned(int capacity, int alignment)
    {
        if (!BitUtil.IsPowerOfTwo(alignment))
        {
            throw new ArgumentException($"must be a power of two: alignment={alignment}", nameof(alignment));
        }

        return new ByteBuffer(capacity, alignment);
    }

    /// <summary>Checks that a range lies in an array.</summary>
    /// <param name="buffer">The array.</param>
    /// <param name="index">First byte of the range.</param>
    /// <param name="length">Bytes of the range.</param>
    /// <exception cref="IndexOutOfRangeException">It does not.</exception>
    public static void BoundsCheck(byte[] buffer, long index, int length)
    {
        if (index < 0 || length < 0 || index + length > buffer.Length)
        {
            throw new IndexOutOfRangeException($"index={index} length={length} capacity={buffer.Length}");
        }
    }
}
