using System.Runtime.InteropServices;

namespace Adaptive.Agrona;

/// <summary>
/// Zeroed memory outside the managed heap with a chosen alignment. It is freed by <see cref="Dispose"/> or by the
/// collector; whoever wraps it keeps it alive.
/// </summary>
public unsafe class ByteBuffer : IDisposable
{
    private void* _memory;

    /// <summary>Allocates memory.</summary>
    /// <param name="capacity">Bytes, zero or more.</param>
    /// <param name="byteAlignment">Alignment of the first byte; a power of two.</param>
    /// <exception cref="OutOfMemoryException">There is no such memory.</exception>
    public ByteBuffer(int capacity, int byteAlignment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _memory = NativeMemory.AlignedAlloc((nuint)Math.Max(capacity, 1), (nuint)byteAlignment);
        NativeMemory.Clear(_memory, (nuint)capacity);
        Capacity = capacity;
        GC.AddMemoryPressure(Math.Max(capacity, 1));
    }

    /// <summary>Frees what nobody disposed.</summary>
    ~ByteBuffer() => Free();

    /// <summary>Number of bytes.</summary>
    public int Capacity { get; }

    /// <summary>Address of the first byte; zero once disposed.</summary>
    public IntPtr BufferPointer => (IntPtr)_memory;

    /// <summary>Reads one byte.</summary>
    /// <param name="index">0 to capacity − 1.</param>
    /// <returns>The byte.</returns>
    /// <exception cref="IndexOutOfRangeException">No byte has this index.</exception>
    /// <exception cref="ObjectDisposedException">The memory is freed.</exception>
    public byte Get(int index)
    {
        ObjectDisposedException.ThrowIf(_memory == null, this);
        return (uint)index < (uint)Capacity
            ? ((byte*)_memory)[index]
            : throw new IndexOutOfRangeException($"index={index} capacity={Capacity}");
    }

    /// <summary>Frees the memory. Nothing that wraps it may be used any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_memory != null)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
            GC.RemoveMemoryPressure(Math.Max(Capacity, 1));
        }
    }
}
