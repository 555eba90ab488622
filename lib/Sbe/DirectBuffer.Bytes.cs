using System.Text;

namespace Org.SbeTool.Sbe.Dll;

/// <content>Runs of bytes and text at an offset.</content>
public sealed unsafe partial class DirectBuffer
{
    /// <summary>Gives the memory itself as a span. No bounds are checked.</summary>
    /// <typeparam name="T">Element type without references.</typeparam>
    /// <param name="index">Offset of the first element in bytes.</param>
    /// <param name="length">Number of elements.</param>
    /// <returns>A span that is valid for as long as the memory stays wrapped.</returns>
    public Span<T> AsSpan<T>(int index, int length)
        where T : struct
        => new(_memory + index, length);

    /// <summary>Gives the memory itself as a read-only span. No bounds are checked.</summary>
    /// <typeparam name="T">Element type without references.</typeparam>
    /// <param name="index">Offset of the first element in bytes.</param>
    /// <param name="length">Number of elements.</param>
    /// <returns>A span that is valid for as long as the memory stays wrapped.</returns>
    public ReadOnlySpan<T> AsReadOnlySpan<T>(int index, int length)
        where T : struct
        => new(_memory + index, length);

    /// <summary>Copies bytes out, as many as the destination takes and the capacity holds.</summary>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="destination">Where they go.</param>
    /// <returns>Number of bytes copied.</returns>
    public int GetBytes(int index, Span<byte> destination)
    {
        int count = Clip(index, destination.Length);
        new ReadOnlySpan<byte>(_memory + index, count).CopyTo(destination);
        return count;
    }

    /// <summary>Copies bytes out, as many as asked for and the capacity holds.</summary>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="offsetDestination">Index of the first byte in <paramref name="destination"/>.</param>
    /// <param name="length">Number of bytes at most.</param>
    /// <returns>Number of bytes copied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bytes do not fit into the destination.</exception>
    public int GetBytes(int index, byte[] destination, int offsetDestination, int length)
    {
        int count = Clip(index, length);
        new ReadOnlySpan<byte>(_memory + index, count).CopyTo(destination.AsSpan(offsetDestination, count));
        return count;
    }

    /// <summary>Copies bytes in, as many as the source has and the capacity holds.</summary>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="src">The bytes.</param>
    /// <returns>Number of bytes copied.</returns>
    public int SetBytes(int index, ReadOnlySpan<byte> src)
    {
        int count = Clip(index, src.Length);
        src[..count].CopyTo(new Span<byte>(_memory + index, count));
        return count;
    }

    /// <summary>Copies bytes in, as many as asked for and the capacity holds.</summary>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="src">Where they come from.</param>
    /// <param name="offset">Index of the first byte in <paramref name="src"/>.</param>
    /// <param name="length">Number of bytes at most.</param>
    /// <returns>Number of bytes copied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The source is shorter than that.</exception>
    public int SetBytes(int index, byte[] src, int offset, int length)
    {
        int count = Clip(index, length);
        src.AsSpan(offset, count).CopyTo(new Span<byte>(_memory + index, count));
        return count;
    }

    /// <summary>Writes text without a terminator; asks for memory when the capacity is too small.</summary>
    /// <param name="encoding">How characters become bytes.</param>
    /// <param name="src">The text.</param>
    /// <param name="index">Offset of the first byte.</param>
    /// <returns>Number of bytes written.</returns>
    /// <exception cref="IndexOutOfRangeException">The bytes do not fit into the capacity, and no larger array was
    /// given.</exception>
    public int SetBytesFromString(Encoding encoding, string src, int index)
    {
        int byteCount = encoding.GetByteCount(src);
        CheckLimit(index + byteCount);
        return encoding.GetBytes(src, new Span<byte>(_memory + index, byteCount));
    }

    /// <summary>Writes text into a fixed field, and a terminator after it when there is room for one.</summary>
    /// <param name="encoding">How characters become bytes.</param>
    /// <param name="src">The text.</param>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="maxLength">Length of the field in bytes.</param>
    /// <param name="nullByte">The terminator; the bytes after it are left as they were.</param>
    /// <returns>Number of bytes written, the terminator among them.</returns>
    /// <exception cref="IndexOutOfRangeException">The bytes do not fit into the field or the capacity.</exception>
    public int SetNullTerminatedBytesFromString(
        Encoding encoding, string src, int index, int maxLength, byte nullByte)
    {
        int available = Clip(index, maxLength);
        int byteCount = encoding.GetByteCount(src);
        if (byteCount > available)
        {
            ThrowHelper.ThrowIndexOutOfRangeException(index + byteCount);
        }

        int written = encoding.GetBytes(src, new Span<byte>(_memory + index, byteCount));
        if (written < available)
        {
            _memory[index + written] = nullByte;
            written++;
        }

        return written;
    }

    /// <summary>Reads text of a known number of bytes.</summary>
    /// <param name="encoding">How bytes become characters.</param>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="byteCount">Number of bytes; no more than the capacity holds are read.</param>
    /// <returns>The text.</returns>
    public string GetStringFromBytes(Encoding encoding, int index, int byteCount)
        => encoding.GetString(new ReadOnlySpan<byte>(_memory + index, Clip(index, byteCount)));

    /// <summary>Reads text from a fixed field, up to its terminator if it has one.</summary>
    /// <param name="encoding">How bytes become characters.</param>
    /// <param name="index">Offset of the first byte.</param>
    /// <param name="maxLength">Length of the field in bytes.</param>
    /// <param name="nullByte">The terminator.</param>
    /// <returns>The text, or null when the first byte is the terminator.</returns>
    public string? GetStringFromNullTerminatedBytes(Encoding encoding, int index, int maxLength, byte nullByte)
    {
        var field = new ReadOnlySpan<byte>(_memory + index, Clip(index, maxLength));
        int end = field.IndexOf(nullByte);
        if (end == 0 || field.IsEmpty)
        {
            return null;
        }

        return encoding.GetString(end < 0 ? field : field[..end]);
    }

    private int Clip(int index, int length) => Math.Clamp(_capacity - index, 0, Math.Max(0, length));
}
