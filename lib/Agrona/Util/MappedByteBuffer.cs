using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Adaptive.Agrona.Util;

/// <summary>
/// A file, or a part of one, in memory. Reading and writing goes through a wrapping buffer; nothing that wraps it may
/// be used once it is disposed, which nobody checks.
/// </summary>
public unsafe class MappedByteBuffer : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Maps a whole file for reading and writing.</summary>
    /// <param name="memoryMappedFile">The file; it is disposed with this.</param>
    public MappedByteBuffer(MemoryMappedFile memoryMappedFile)
        : this(memoryMappedFile, readOnly: false, 0, 0)
    {
    }

    /// <summary>Maps a part of a file for reading and writing.</summary>
    /// <param name="memoryMappedFile">The file; it is disposed with this.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes; 0 for all from the offset on, rounded up to whole pages.</param>
    public MappedByteBuffer(MemoryMappedFile memoryMappedFile, long offset, long length)
        : this(memoryMappedFile, readOnly: false, offset, length)
    {
    }

    internal MappedByteBuffer(MemoryMappedFile memoryMappedFile, bool readOnly, long offset, long length)
    {
        _file = memoryMappedFile;
        _view = memoryMappedFile.CreateViewAccessor(
            offset, length, readOnly ? MemoryMappedFileAccess.Read : MemoryMappedFileAccess.ReadWrite);
        // The handle's own finalizer ends a mapping that nobody disposed; a counted pointer would keep it from that.
        Pointer = _view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)_view.PointerOffset;
        Capacity = length == 0 ? _view.Capacity : length;
    }

    /// <summary>Address of the first byte.</summary>
    public IntPtr Pointer { get; }

    /// <summary>Number of bytes.</summary>
    public long Capacity { get; }

    /// <summary>Overwrites everything with zeros.</summary>
    public void FillWithZeros() => NativeMemory.Clear((void*)Pointer, (nuint)Capacity);

    /// <summary>Waits until what was written is on the disk.</summary>
    public void Force() => _view.Flush();

    /// <summary>
    /// Ends the mapping without waiting for the disk: a file in shared memory has nothing to wait for, and one on a
    /// disk would stall the thread that closes it.
    /// </summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.Dispose();
        _file.Dispose();
    }
}
