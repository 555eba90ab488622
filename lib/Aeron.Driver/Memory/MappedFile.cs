using System.IO.MemoryMappedFiles;

namespace MatchingEngine.AeronDriver.Memory;

/// <summary>A whole file in memory, shared with every other process that maps it.</summary>
/// <remarks>The owner must have stopped every reader of <see cref="Address"/> before it disposes.</remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private const int TouchStride = 4096;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _address;

    private MappedFile(string path, FileStream stream, long length, MemoryMappedFileAccess access)
    {
        Path = path;
        Length = length;
        _file = MemoryMappedFile.CreateFromFile(
            stream, null, length, access, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, length, access);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _address);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Bytes mapped: the whole file.</summary>
    public long Length { get; }

    /// <summary>First byte; null after dispose.</summary>
    public byte* Address => _address;

    /// <summary>Makes a new file of zeroes. A sparse one gets its pages when they are first written.</summary>
    public static MappedFile Create(string path, long length, bool sparse)
    {
        var stream = new FileStream(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        stream.SetLength(length);
        var mapped = new MappedFile(path, stream, length, MemoryMappedFileAccess.ReadWrite);
        if (!sparse)
        {
            mapped.Touch();
        }

        return mapped;
    }

    /// <summary>Maps a file that is there already.</summary>
    public static MappedFile Open(string path, bool writable)
    {
        FileAccess access = writable ? FileAccess.ReadWrite : FileAccess.Read;
        var stream = new FileStream(
            path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length == 0)
        {
            stream.Dispose();
            throw new IOException($"{path} is empty");
        }

        return new MappedFile(
            path,
            stream,
            stream.Length,
            writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read);
    }

    /// <summary>Unmaps the file; it stays on disk.</summary>
    public void Dispose()
    {
        if (_address != null)
        {
            _address = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }

    private void Touch()
    {
        for (long offset = 0; offset < Length; offset += TouchStride)
        {
            Volatile.Write(ref _address[offset], 0);
        }
    }
}
