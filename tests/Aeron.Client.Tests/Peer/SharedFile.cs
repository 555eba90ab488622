using System.IO.MemoryMappedFiles;
using System.Text;

namespace AeronClientTests.Peer;

/// <summary>
/// A mapped file that the test peer reads and writes by offset, with nothing of the library under test.
/// </summary>
internal sealed unsafe class SharedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _address;

    public SharedFile(string path, long length)
    {
        Path = path;
        Length = length;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, length);
        _view = _file.CreateViewAccessor();
        _address = (byte*)_view.SafeMemoryMappedViewHandle.DangerousGetHandle();
    }

    public string Path { get; }

    public long Length { get; }

    public int Int(long offset) => Volatile.Read(ref *(int*)(_address + offset));

    public long Long(long offset) => Volatile.Read(ref *(long*)(_address + offset));

    public void Put(long offset, int value) => Volatile.Write(ref *(int*)(_address + offset), value);

    public void Put(long offset, long value) => Volatile.Write(ref *(long*)(_address + offset), value);

    public void Put(long offset, byte[] bytes) => bytes.CopyTo(new Span<byte>(_address + offset, bytes.Length));

    public byte[] Bytes(long offset, int length) => new Span<byte>(_address + offset, length).ToArray();

    public void Clear(long offset, int length) => new Span<byte>(_address + offset, length).Clear();

    public string Ascii(long offset, int length) => Encoding.ASCII.GetString(Bytes(offset, length));

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
