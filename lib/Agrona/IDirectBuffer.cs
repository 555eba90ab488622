using System.Text;

namespace Adaptive.Agrona;

/// <summary>
/// Bytes that are read by index. Indexes run from 0 to capacity − 1; a range outside of that throws
/// <see cref="IndexOutOfRangeException"/> while bounds are checked. Numbers are little-endian unless an order is given.
/// Reading is safe from any thread; wrapping is not.
/// </summary>
public interface IDirectBuffer : IComparable<IDirectBuffer>
{
    /// <summary>Number of bytes.</summary>
    int Capacity { get; }

    /// <summary>Address of the first byte, valid as long as what is wrapped stays where it is.</summary>
    IntPtr BufferPointer { get; }

    /// <summary>The array that is wrapped, or null.</summary>
    byte[]? ByteArray { get; }

    /// <summary>The memory that is wrapped, or null.</summary>
    ByteBuffer? ByteBuffer { get; }

    /// <summary>Makes this a view of a whole array.</summary>
    /// <param name="buffer">The array.</param>
    void Wrap(byte[] buffer);

    /// <summary>Makes this a view of a part of an array.</summary>
    /// <param name="buffer">The array.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    void Wrap(byte[] buffer, int offset, int length);

    /// <summary>Makes this a view of another buffer's bytes.</summary>
    /// <param name="buffer">The other buffer.</param>
    void Wrap(IDirectBuffer buffer);

    /// <summary>Makes this a view of a part of another buffer's bytes.</summary>
    /// <param name="buffer">The other buffer.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    void Wrap(IDirectBuffer buffer, int offset, int length);

    /// <summary>Makes this a view of memory that the caller keeps alive and in place.</summary>
    /// <param name="pointer">Address of the first byte.</param>
    /// <param name="length">Bytes.</param>
    void Wrap(IntPtr pointer, int length);

    /// <summary>Makes this a view of memory that the caller keeps alive and in place.</summary>
    /// <param name="pointer">Address of the memory.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    void Wrap(IntPtr pointer, int offset, int length);

    /// <summary>Checks that a limit is within the capacity.</summary>
    /// <param name="limit">Index one past the last byte.</param>
    void CheckLimit(int limit);

    /// <summary>Checks that a range is within the capacity.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="length">Bytes.</param>
    void BoundsCheck(int index, int length);

    /// <summary>Reads a 64-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    /// <returns>The value.</returns>
    long GetLong(int index, ByteOrder byteOrder);

    /// <summary>Reads a 64-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    long GetLong(int index);

    /// <summary>Reads a 32-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    /// <returns>The value.</returns>
    int GetInt(int index, ByteOrder byteOrder);

    /// <summary>Reads a 32-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    int GetInt(int index);

    /// <summary>Reads a 64-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    double GetDouble(int index);

    /// <summary>Reads a 32-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    float GetFloat(int index);

    /// <summary>Reads a 16-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    /// <returns>The value.</returns>
    short GetShort(int index, ByteOrder byteOrder);

    /// <summary>Reads a 16-bit integer.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    short GetShort(int index);

    /// <summary>Reads a UTF-16 code unit.</summary>
    /// <param name="index">First byte.</param>
    /// <returns>The value.</returns>
    char GetChar(int index);

    /// <summary>Reads a byte.</summary>
    /// <param name="index">The byte.</param>
    /// <returns>The value.</returns>
    byte GetByte(int index);

    /// <summary>Copies bytes out until an array is full.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="dst">Where they go.</param>
    void GetBytes(int index, byte[] dst);

    /// <summary>Copies bytes out.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="dst">Where they go.</param>
    /// <param name="offset">First byte there.</param>
    /// <param name="length">Bytes.</param>
    void GetBytes(int index, byte[] dst, int offset, int length);

    /// <summary>Copies bytes to another buffer.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="dstBuffer">Where they go.</param>
    /// <param name="dstIndex">First byte there.</param>
    /// <param name="length">Bytes.</param>
    void GetBytes(int index, IMutableDirectBuffer dstBuffer, int dstIndex, int length);

    /// <summary>Reads text behind a 32-bit length; bytes above 127 read as '?'.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <returns>The text.</returns>
    string GetStringAscii(int index);

    /// <summary>Appends text that stands behind a 32-bit length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="appendable">Where it goes.</param>
    /// <returns>Bytes of the text.</returns>
    int GetStringAscii(int index, StringBuilder appendable);

    /// <summary>Reads text of a known length that stands behind a 32-bit length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="length">Bytes of the text.</param>
    /// <returns>The text.</returns>
    string GetStringAscii(int index, int length);

    /// <summary>Appends text of a known length that stands behind a 32-bit length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="length">Bytes of the text.</param>
    /// <param name="appendable">Where it goes.</param>
    /// <returns>Bytes of the text.</returns>
    int GetStringAscii(int index, int length, StringBuilder appendable);

    /// <summary>Reads text without a length before it.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>The text.</returns>
    string GetStringWithoutLengthAscii(int index, int length);

    /// <summary>Reads UTF-8 text behind a 32-bit length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <returns>The text.</returns>
    string GetStringUtf8(int index);

    /// <summary>Reads UTF-8 text of a known length that stands behind a 32-bit length.</summary>
    /// <param name="index">First byte of the length.</param>
    /// <param name="length">Bytes of the text.</param>
    /// <returns>The text.</returns>
    string GetStringUtf8(int index, int length);

    /// <summary>Reads UTF-8 text without a length before it.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>The text.</returns>
    string GetStringWithoutLengthUtf8(int index, int length);
}
