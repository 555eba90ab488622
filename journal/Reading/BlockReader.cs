using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Journal;

/// <summary>
/// Reads a file from front to back in large blocks. The buffer is lent, so that many files share one.
/// </summary>
internal sealed class BlockReader : IDisposable
{
    /// <summary>
    /// Size of the lent buffer: large enough that a read costs little beside what is done with the bytes.
    /// </summary>
    public const int BufferSize = 1024 * 1024;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer;
    private long _start;
    private int _count;

    public BlockReader(string path, byte[] buffer)
    {
        Path = path;
        _buffer = buffer;
        _handle = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        Length = RandomAccess.GetLength(_handle);
    }

    public string Path { get; }

    /// <summary>Length of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>
    /// The bytes at an offset: as many as asked for, fewer at the end of the file. Valid until the next call.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Peek(long offset, int count)
    {
        long within = offset - _start;
        if (within < 0 || within + count > _count)
            return Refill(offset, count);
        return _buffer.AsSpan((int)within, count);
    }

    /// <summary>
    /// Offset behind the last byte from an offset on that is not zero; the offset itself when all are zero.
    /// </summary>
    public long FindEndOfContent(long offset)
    {
        long end = offset;
        for (long at = offset; at < Length;)
        {
            ReadOnlySpan<byte> block = Peek(at, (int)Math.Min(_buffer.Length, Length - at));
            int last = block.LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
                end = at + last + 1;
            if (block.IsEmpty)
                break;
            at += block.Length;
        }

        return end;
    }

    /// <summary>Forgets what was read, because the file may have changed.</summary>
    public void Forget() => _start = _count = 0;

    public void Dispose() => _handle.Dispose();

    private ReadOnlySpan<byte> Refill(long offset, int count)
    {
        if (offset >= _start && offset < _start + _count && _start + _count == Length)
            return _buffer.AsSpan((int)(offset - _start), (int)(Length - offset));
        _start = offset;
        _count = 0;
        int wanted = (int)Math.Clamp(Length - offset, 0, _buffer.Length);
        while (_count < wanted)
        {
            int read = RandomAccess.Read(_handle, _buffer.AsSpan(_count, wanted - _count), offset + _count);
            if (read == 0)
                break;
            _count += read;
        }

        return _buffer.AsSpan(0, Math.Min(count, _count));
    }
}
