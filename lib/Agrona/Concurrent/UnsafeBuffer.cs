using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adaptive.Agrona.Util;

namespace Adaptive.Agrona.Concurrent;

/// <summary>
/// A view of an array, of memory outside the heap, of a mapped file or of another buffer. An array stays pinned as long
/// as a view of it lives. Bounds are checked unless the environment variable AGRONA_DISABLE_BOUNDS_CHECKS is "true"
/// when the first buffer is used.
/// </summary>
public unsafe partial class UnsafeBuffer : IAtomicBuffer, IDisposable
{
    /// <summary>Alignment, in bytes, that atomic access to any field needs.</summary>
    public const int ALIGNMENT = 8;

    /// <summary>The environment variable that takes bounds checks out.</summary>
    public static readonly string DISABLE_BOUNDS_CHECKS_PROP_NAME = "AGRONA_DISABLE_BOUNDS_CHECKS";

    private static readonly bool ChecksBounds = !string.Equals(
        Environment.GetEnvironmentVariable(DISABLE_BOUNDS_CHECKS_PROP_NAME),
        "true",
        StringComparison.OrdinalIgnoreCase);

    private byte* _pointer;
    private int _capacity;

    /// <summary>What keeps the bytes alive and in place: a pinned array, memory, a mapping.</summary>
    private object? _owner;

    /// <summary>A view of nothing.</summary>
    public UnsafeBuffer()
    {
    }

    /// <summary>A view of a whole array.</summary>
    /// <param name="buffer">The array.</param>
    public UnsafeBuffer(byte[] buffer) => Wrap(buffer);

    /// <summary>A view of a part of an array.</summary>
    /// <param name="buffer">The array.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    public UnsafeBuffer(byte[] buffer, int offset, int length) => Wrap(buffer, offset, length);

    /// <summary>A view of another buffer's bytes.</summary>
    /// <param name="buffer">The other buffer.</param>
    public UnsafeBuffer(IDirectBuffer buffer) => Wrap(buffer);

    /// <summary>A view of a part of another buffer's bytes.</summary>
    /// <param name="buffer">The other buffer.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    public UnsafeBuffer(IDirectBuffer buffer, int offset, int length) => Wrap(buffer, offset, length);

    /// <summary>A view of memory.</summary>
    /// <param name="buffer">The memory.</param>
    public UnsafeBuffer(ByteBuffer buffer) => Wrap(buffer);

    /// <summary>A view of memory that the caller keeps alive and in place.</summary>
    /// <param name="address">Address of the first byte.</param>
    /// <param name="length">Bytes.</param>
    public UnsafeBuffer(IntPtr address, int length) => Wrap(address, length);

    /// <summary>A view of memory that the caller keeps alive and in place.</summary>
    /// <param name="address">Address of the memory.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    public UnsafeBuffer(IntPtr address, int offset, int length) => Wrap(address, offset, length);

    /// <summary>A view of a mapped file of at most 2^31 − 1 bytes.</summary>
    /// <param name="buffer">The mapping.</param>
    public UnsafeBuffer(MappedByteBuffer buffer)
        : this(buffer, 0, checked((int)buffer.Capacity))
    {
    }

    /// <summary>A view of a part of a mapped file.</summary>
    /// <param name="buffer">The mapping.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    public UnsafeBuffer(MappedByteBuffer buffer, int offset, int length)
    {
        CheckRange(offset, length, buffer.Capacity);
        Set((byte*)buffer.Pointer + offset, length, buffer);
    }

    /// <inheritdoc/>
    public int Capacity => _capacity;

    /// <inheritdoc/>
    public IntPtr BufferPointer => (IntPtr)_pointer;

    /// <inheritdoc/>
    public byte[]? ByteArray => (_owner as PinnedArray)?.Array;

    /// <inheritdoc/>
    public ByteBuffer? ByteBuffer => _owner as ByteBuffer;

    /// <inheritdoc/>
    public bool IsExpandable => false;

    /// <inheritdoc/>
    public void Wrap(byte[] buffer) => Wrap(buffer, 0, buffer.Length);

    /// <inheritdoc/>
    public void Wrap(byte[] buffer, int offset, int length)
    {
        CheckRange(offset, length, buffer.Length);
        PinnedArray pinned = _owner is PinnedArray same && ReferenceEquals(same.Array, buffer)
            ? same
            : new PinnedArray(buffer);
        Set(pinned.Pointer + offset, length, pinned);
    }

    /// <inheritdoc/>
    public void Wrap(IDirectBuffer buffer) => Wrap(buffer, 0, buffer.Capacity);

    /// <inheritdoc/>
    public void Wrap(IDirectBuffer buffer, int offset, int length)
    {
        CheckRange(offset, length, buffer.Capacity);
        object? owner = buffer is UnsafeBuffer other ? other._owner : buffer;
        Set((byte*)buffer.BufferPointer + offset, length, owner);
    }

    /// <summary>Makes this a view of memory.</summary>
    /// <param name="buffer">The memory.</param>
    public void Wrap(ByteBuffer buffer) => Set((byte*)buffer.BufferPointer, buffer.Capacity, buffer);

    /// <inheritdoc/>
    public void Wrap(IntPtr pointer, int length) => Wrap((byte*)pointer, 0, length);

    /// <inheritdoc/>
    public void Wrap(IntPtr pointer, int offset, int length) => Wrap((byte*)pointer, offset, length);

    /// <summary>Makes this a view of memory that the caller keeps alive and in place.</summary>
    /// <param name="pointer">Address of the first byte.</param>
    /// <param name="length">Bytes.</param>
    public void Wrap(byte* pointer, int length) => Wrap(pointer, 0, length);

    /// <summary>Makes this a view of memory that the caller keeps alive and in place.</summary>
    /// <param name="pointer">Address of the memory.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    public void Wrap(byte* pointer, int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Set(pointer + offset, length, null);
    }

    /// <inheritdoc/>
    public void CheckLimit(int limit)
    {
        if ((uint)limit > (uint)_capacity)
        {
            ThrowOutOfBounds(limit, 0);
        }
    }

    /// <inheritdoc/>
    public void BoundsCheck(int index, int length)
    {
        if (((index | length) < 0) || index > _capacity - length)
        {
            ThrowOutOfBounds(index, length);
        }
    }

    /// <inheritdoc/>
    public void VerifyAlignment()
    {
        if (((long)_pointer & (ALIGNMENT - 1)) != 0)
        {
            throw new InvalidOperationException($"not aligned to {ALIGNMENT} bytes: {(long)_pointer:x}");
        }
    }

    /// <summary>Orders by content: byte by byte, a shorter one before a longer one that begins with it.</summary>
    /// <param name="other">The other buffer.</param>
    /// <returns>Below, at or above 0 when this is smaller, equal or greater.</returns>
    public int CompareTo(IDirectBuffer? other) => other is null
        ? 1
        : Span(0, _capacity).SequenceCompareTo(
            new ReadOnlySpan<byte>((void*)other.BufferPointer, other.Capacity));

    /// <summary>Lets go of what is wrapped.</summary>
    public void Dispose() => Set(null, 0, null);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* At(int index, int length)
    {
        if (ChecksBounds && (((index | length) < 0) || index > _capacity - length))
        {
            ThrowOutOfBounds(index, length);
        }

        return _pointer + index;
    }

    private Span<byte> Span(int index, int length) => new(At(index, length), length);

    private void Set(byte* pointer, int capacity, object? owner)
    {
        _pointer = pointer;
        _capacity = capacity;
        _owner = owner;
    }

    private static void CheckRange(int offset, int length, long capacity)
    {
        if (offset < 0 || length < 0 || (long)offset + length > capacity)
        {
            throw new ArgumentException(
                $"outside of what is wrapped: offset={offset} length={length} capacity={capacity}");
        }
    }

    [DoesNotReturn]
    private void ThrowOutOfBounds(int index, int length) =>
        throw new IndexOutOfRangeException($"index={index} length={length} capacity={_capacity}");

    /// <summary>An array that stays where it is until no view needs it.</summary>
    private sealed class PinnedArray
    {
        private GCHandle _handle;

        public PinnedArray(byte[] array)
        {
            Array = array;
            _handle = GCHandle.Alloc(array, GCHandleType.Pinned);
            Pointer = (byte*)_handle.AddrOfPinnedObject();
        }

        ~PinnedArray() => _handle.Free();

        public byte[] Array { get; }

        public byte* Pointer { get; }
    }
}
