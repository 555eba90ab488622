using System.IO.MemoryMappedFiles;

namespace MediaDriverTests.Peer;

/// <summary>A file in memory, mapped by the test's own means.</summary>
internal sealed unsafe class Mapping : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _address;

    public Mapping(string path)
    {
        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Length = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(
            stream, null, Length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Length);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _address);
    }

    public long Length { get; }

    public byte* At(long offset) => _address + offset;

    public int Int(long offset) => Volatile.Read(ref *(int*)(_address + offset));

    public long Long(long offset) => Volatile.Read(ref *(long*)(_address + offset));

    public void PutInt(long offset, int value) => Volatile.Write(ref *(int*)(_address + offset), value);

    public void PutLong(long offset, long value) => Volatile.Write(ref *(long*)(_address + offset), value);

    public byte[] Bytes(long offset, int length) => new ReadOnlySpan<byte>(_address + offset, length).ToArray();

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
