using System.Text;

namespace Adaptive.Agrona.Concurrent;

/// <content>Bytes and text.</content>
public unsafe partial class UnsafeBuffer
{
    private const string NullText = "null";

    /// <inheritdoc/>
    public void SetMemory(int index, int length, byte value) => Span(index, length).Fill(value);

    /// <inheritdoc/>
    public void GetBytes(int index, byte[] dst) => Span(index, dst.Length).CopyTo(dst);

    /// <inheritdoc/>
    public void GetBytes(int index, byte[] dst, int offset, int length)
    {
        Agrona.BufferUtil.BoundsCheck(dst, offset, length);
        Span(index, length).CopyTo(dst.AsSpan(offset, length));
    }

    /// <inheritdoc/>
    public void GetBytes(int index, IMutableDirectBuffer dstBuffer, int dstIndex, int length) =>
        dstBuffer.PutBytes(dstIndex, this, index, length);

    /// <inheritdoc/>
    public void PutBytes(int index, byte[] src) => src.AsSpan().CopyTo(Span(index, src.Length));

    /// <inheritdoc/>
    public void PutBytes(int index, byte[] src, int offset, int length)
    {
        Agrona.BufferUtil.BoundsCheck(src, offset, length);
        src.AsSpan(offset, length).CopyTo(Span(index, length));
    }

    /// <inheritdoc/>
    public void PutBytes(int index, IDirectBuffer srcBuffer, int srcIndex, int length)
    {
        if (length == 0)
        {
            return;
        }

        byte* destination = At(index, length);
        byte* source;
        if (srcBuffer is UnsafeBuffer buffer)
        {
            source = buffer.At(srcIndex, length);
        }
        else
        {
            srcBuffer.BoundsCheck(srcIndex, length);
            source = (byte*)srcBuffer.BufferPointer + srcIndex;
        }

        Buffer.MemoryCopy(source, destination, length, length);
        GC.KeepAlive(srcBuffer);
    }

    /// <inheritdoc/>
    public string GetStringAscii(int index) => GetStringWithoutLengthAscii(index + BitUtil.SIZE_OF_INT, GetInt(index));

    /// <inheritdoc/>
    public int GetStringAscii(int index, StringBuilder appendable) =>
        GetStringAscii(index, GetInt(index), appendable);

    /// <inheritdoc/>
    public string GetStringAscii(int index, int length) =>
        GetStringWithoutLengthAscii(index + BitUtil.SIZE_OF_INT, length);

    /// <inheritdoc/>
    public int GetStringAscii(int index, int length, StringBuilder appendable)
    {
        appendable.Append(GetStringAscii(index, length));
        return length;
    }

    /// <inheritdoc/>
    public string GetStringWithoutLengthAscii(int index, int length) => Encoding.ASCII.GetString(Span(index, length));

    /// <inheritdoc/>
    public string GetStringUtf8(int index) => GetStringWithoutLengthUtf8(index + BitUtil.SIZE_OF_INT, GetInt(index));

    /// <inheritdoc/>
    public string GetStringUtf8(int index, int length) =>
        GetStringWithoutLengthUtf8(index + BitUtil.SIZE_OF_INT, length);

    /// <inheritdoc/>
    public string GetStringWithoutLengthUtf8(int index, int length) => Encoding.UTF8.GetString(Span(index, length));

    /// <inheritdoc/>
    public int PutStringAscii(int index, string? value)
    {
        // As upstream does: a text that is not there is written as the word.
        int length = PutStringWithoutLengthAscii(index + BitUtil.SIZE_OF_INT, value ?? NullText);
        PutInt(index, length);
        return BitUtil.SIZE_OF_INT + length;
    }

    /// <summary>Writes a 32-bit length and ASCII text of a limited length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="value">The text; null is written as "null".</param>
    /// <param name="maxEncodedSize">Most bytes that the text may take.</param>
    /// <returns>Bytes written, the length's four included.</returns>
    /// <exception cref="ArgumentException">The text takes more.</exception>
    public int PutStringAscii(int index, string? value, int maxEncodedSize)
    {
        CheckEncodedSize((value ?? NullText).Length, maxEncodedSize);
        return PutStringAscii(index, value);
    }

    /// <inheritdoc/>
    public int PutStringWithoutLengthAscii(int index, string? value) =>
        PutStringWithoutLengthAscii(index, value, 0, value?.Length ?? 0);

    /// <inheritdoc/>
    public int PutStringWithoutLengthAscii(int index, string? value, int valueOffset, int length)
    {
        if (value is null)
        {
            return 0;
        }

        int written = Math.Min(length, value.Length - valueOffset);
        Encoding.ASCII.GetBytes(value.AsSpan(valueOffset, written), Span(index, written));
        return written;
    }

    /// <inheritdoc/>
    public int PutStringUtf8(int index, string? value) => PutStringUtf8(index, value, int.MaxValue);

    /// <inheritdoc/>
    public int PutStringUtf8(int index, string? value, int maxEncodedSize)
    {
        CheckEncodedSize(Encoding.UTF8.GetByteCount(value ?? string.Empty), maxEncodedSize);
        int length = PutStringWithoutLengthUtf8(index + BitUtil.SIZE_OF_INT, value);
        PutInt(index, length);
        return BitUtil.SIZE_OF_INT + length;
    }

    /// <inheritdoc/>
    public int PutStringWithoutLengthUtf8(int index, string? value)
    {
        int length = Encoding.UTF8.GetByteCount(value ?? string.Empty);
        return Encoding.UTF8.GetBytes(value ?? string.Empty, Span(index, length));
    }

    private static void CheckEncodedSize(int size, int maxEncodedSize)
    {
        if (size > maxEncodedSize)
        {
            throw new ArgumentException($"encoded text is longer than {maxEncodedSize} bytes: {size}");
        }
    }
}
