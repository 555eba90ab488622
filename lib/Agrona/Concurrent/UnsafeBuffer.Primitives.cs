using System.Runtime.CompilerServices;

namespace Adaptive.Agrona.Concurrent;

/// <content>Plain reading and writing of numbers.</content>
public unsafe partial class UnsafeBuffer
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetLong(int index) => Unsafe.ReadUnaligned<long>(At(index, 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLong(int index, long value) => Unsafe.WriteUnaligned(At(index, 8), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetInt(int index) => Unsafe.ReadUnaligned<int>(At(index, 4));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutInt(int index, int value) => Unsafe.WriteUnaligned(At(index, 4), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public short GetShort(int index) => Unsafe.ReadUnaligned<short>(At(index, 2));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutShort(int index, short value) => Unsafe.WriteUnaligned(At(index, 2), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double GetDouble(int index) => Unsafe.ReadUnaligned<double>(At(index, 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutDouble(int index, double value) => Unsafe.WriteUnaligned(At(index, 8), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float GetFloat(int index) => Unsafe.ReadUnaligned<float>(At(index, 4));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutFloat(int index, float value) => Unsafe.WriteUnaligned(At(index, 4), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public char GetChar(int index) => Unsafe.ReadUnaligned<char>(At(index, 2));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutChar(int index, char value) => Unsafe.WriteUnaligned(At(index, 2), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte GetByte(int index) => Unsafe.ReadUnaligned<byte>(At(index, 1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutByte(int index, byte value) => Unsafe.WriteUnaligned(At(index, 1), value);

    /// <inheritdoc/>
    public long GetLong(int index, ByteOrder byteOrder) => Ordered(GetLong(index), byteOrder);

    /// <inheritdoc/>
    public void PutLong(int index, long value, ByteOrder byteOrder) => PutLong(index, Ordered(value, byteOrder));

    /// <inheritdoc/>
    public int GetInt(int index, ByteOrder byteOrder) => Ordered(GetInt(index), byteOrder);

    /// <inheritdoc/>
    public void PutInt(int index, int value, ByteOrder byteOrder) => PutInt(index, Ordered(value, byteOrder));

    /// <inheritdoc/>
    public short GetShort(int index, ByteOrder byteOrder) => Ordered(GetShort(index), byteOrder);

    /// <inheritdoc/>
    public void PutShort(int index, short value, ByteOrder byteOrder) => PutShort(index, Ordered(value, byteOrder));

    /// <summary>Reads a 64-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    /// <returns>The value.</returns>
    public double GetDouble(int index, ByteOrder byteOrder) =>
        BitConverter.Int64BitsToDouble(GetLong(index, byteOrder));

    /// <summary>Writes a 64-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    public void PutDouble(int index, double value, ByteOrder byteOrder) =>
        PutLong(index, BitConverter.DoubleToInt64Bits(value), byteOrder);

    /// <summary>Reads a 32-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    /// <returns>The value.</returns>
    public float GetFloat(int index, ByteOrder byteOrder) =>
        BitConverter.Int32BitsToSingle(GetInt(index, byteOrder));

    /// <summary>Writes a 32-bit floating-point number.</summary>
    /// <param name="index">First byte.</param>
    /// <param name="value">The value.</param>
    /// <param name="byteOrder">Order of the bytes.</param>
    public void PutFloat(int index, float value, ByteOrder byteOrder) =>
        PutInt(index, BitConverter.SingleToInt32Bits(value), byteOrder);

    private static long Ordered(long value, ByteOrder byteOrder) =>
        byteOrder == ByteOrder.LittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    private static int Ordered(int value, ByteOrder byteOrder) =>
        byteOrder == ByteOrder.LittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);

    private static short Ordered(short value, ByteOrder byteOrder) =>
        byteOrder == ByteOrder.LittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
}
