namespace Adaptive.Agrona;

/// <summary>
/// Bytes that are read and written by index, under the rules of <see cref="IDirectBuffer"/>. Plain writes are for one
/// thread at a time.
/// </summary>
public interface IMutableDirectBuffer : IDirectBuffer
{
    /// <summary>Whether writing past the capacity makes it grow.</summary>
    bool IsExpandable { get; }

    /// <summary>Sets a range to one value.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="value">The value of each.</param>
    void SetMemory(int index, int length, byte value);

    /// <summary>Writes a 64-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    void PutLong(int index, long value, ByteOrder byteOrder);

    /// <summary>Writes a 64-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutLong(int index, long value);

    /// <summary>Writes a 32-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    void PutInt(int index, int value, ByteOrder byteOrder);

    /// <summary>Writes a 32-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutInt(int index, int value);

    /// <summary>Writes a 64-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutDouble(int index, double value);

    /// <summary>Writes a 32-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutFloat(int index, float value);

    /// <summary>Writes a 16-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    void PutShort(int index, short value, ByteOrder byteOrder);

    /// <summary>Writes a 16-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutShort(int index, short value);

    /// <summary>Writes a UTF-16 code unit.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    void PutChar(int index, char value);

    /// <summary>Writes a byte.</summary>
    /// <param name="index">The byte.</param>
    /// <param name="value">The value.</param>
    void PutByte(int index, byte value);

    /// <summary>Copies a whole array in.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="src">Where they come from.</param>
    void PutBytes(int index, byte[] src);

    /// <summary>Copies a part of an array in.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="src">Where they come from.</param>
    /// <param name="offset">First byte there.</param>
    /// <param name="length">Bytes.</param>
    void PutBytes(int index, byte[] src, int offset, int length);

    /// <summary>Copies a part of another buffer in; the two may overlap.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="srcBuffer">Where they come from.</param>
    /// <param name="srcIndex">First byte there.</param>
    /// <param name="length">Bytes.</param>
    void PutBytes(int index, IDirectBuffer srcBuffer, int srcIndex, int length);

    /// <summary>Writes a 32-bit length and text; characters above 127 become '?'.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="value">The text; null is the empty one.</param>
    /// <returns>Bytes written, the length's four included.</returns>
    int PutStringAscii(int index, string? value);

    /// <summary>Writes text without a length; characters above 127 become '?'.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The text; null is the empty one.</param>
    /// <returns>Bytes written.</returns>
    int PutStringWithoutLengthAscii(int index, string? value);

    /// <summary>Writes a part of a text without a length; characters above 127 become '?'.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The text; null is the empty one.</param>
    /// <param name="valueOffset">First character.</param>
    /// <param name="length">Most characters that are written.</param>
    /// <returns>Bytes written.</returns>
    int PutStringWithoutLengthAscii(int index, string? value, int valueOffset, int length);

    /// <summary>Writes a 32-bit length and UTF-8 text.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="value">The text; null is the empty one.</param>
    /// <returns>Bytes written, the length's four included.</returns>
    int PutStringUtf8(int index, string? value);

    /// <summary>Writes a 32-bit length and UTF-8 text of a limited length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="value">The text; null is the empty one.</param>
    /// <param name="maxEncodedSize">Most bytes that the text may take.</param>
    /// <returns>Bytes written, the length's four included.</returns>
    /// <exception cref="ArgumentException">The text takes more.</exception>
    int PutStringUtf8(int index, string? value, int maxEncodedSize);

    /// <summary>Writes UTF-8 text without a length.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The text; null is the empty one.</param>
    /// <returns>Bytes written.</returns>
    int PutStringWithoutLengthUtf8(int index, string? value);
}
