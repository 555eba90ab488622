using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Org.SbeTool.Sbe.Dll;

/// <content>Single values at an offset. No bounds are checked here.</content>
public sealed unsafe partial class DirectBuffer
{
    /// <summary>Reads a character as its byte.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 1; not checked.</param>
    /// <returns>The value.</returns>
    public byte CharGet(int index) => _memory[index];

    /// <summary>Writes a character as its byte.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 1; not checked.</param>
    /// <param name="value">The value.</param>
    public void CharPut(int index, byte value) => _memory[index] = value;

    /// <summary>Reads an unsigned 8-bit number.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 1; not checked.</param>
    /// <returns>The value.</returns>
    public byte Uint8Get(int index) => _memory[index];

    /// <summary>Writes an unsigned 8-bit number.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 1; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint8Put(int index, byte value) => _memory[index] = value;

    /// <summary>Reads a signed 8-bit number.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 1; not checked.</param>
    /// <returns>The value.</returns>
    public sbyte Int8Get(int index) => (sbyte)_memory[index];

    /// <summary>Writes a signed 8-bit number.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 1; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int8Put(int index, sbyte value) => _memory[index] = (byte)value;

    /// <summary>Reads a signed 16-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <returns>The value.</returns>
    public short Int16GetLittleEndian(int index)
        => BinaryPrimitives.ReadInt16LittleEndian(BytesAt(index, sizeof(short)));

    /// <summary>Writes a signed 16-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int16PutLittleEndian(int index, short value)
        => BinaryPrimitives.WriteInt16LittleEndian(BytesAt(index, sizeof(short)), value);

    /// <summary>Reads a signed 16-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <returns>The value.</returns>
    public short Int16GetBigEndian(int index)
        => BinaryPrimitives.ReadInt16BigEndian(BytesAt(index, sizeof(short)));

    /// <summary>Writes a signed 16-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int16PutBigEndian(int index, short value)
        => BinaryPrimitives.WriteInt16BigEndian(BytesAt(index, sizeof(short)), value);

    /// <summary>Reads a signed 32-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <returns>The value.</returns>
    public int Int32GetLittleEndian(int index)
        => BinaryPrimitives.ReadInt32LittleEndian(BytesAt(index, sizeof(int)));

    /// <summary>Writes a signed 32-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int32PutLittleEndian(int index, int value)
        => BinaryPrimitives.WriteInt32LittleEndian(BytesAt(index, sizeof(int)), value);

    /// <summary>Reads a signed 32-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <returns>The value.</returns>
    public int Int32GetBigEndian(int index)
        => BinaryPrimitives.ReadInt32BigEndian(BytesAt(index, sizeof(int)));

    /// <summary>Writes a signed 32-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int32PutBigEndian(int index, int value)
        => BinaryPrimitives.WriteInt32BigEndian(BytesAt(index, sizeof(int)), value);

    /// <summary>Reads a signed 64-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <returns>The value.</returns>
    public long Int64GetLittleEndian(int index)
        => BinaryPrimitives.ReadInt64LittleEndian(BytesAt(index, sizeof(long)));

    /// <summary>Writes a signed 64-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int64PutLittleEndian(int index, long value)
        => BinaryPrimitives.WriteInt64LittleEndian(BytesAt(index, sizeof(long)), value);

    /// <summary>Reads a signed 64-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <returns>The value.</returns>
    public long Int64GetBigEndian(int index)
        => BinaryPrimitives.ReadInt64BigEndian(BytesAt(index, sizeof(long)));

    /// <summary>Writes a signed 64-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <param name="value">The value.</param>
    public void Int64PutBigEndian(int index, long value)
        => BinaryPrimitives.WriteInt64BigEndian(BytesAt(index, sizeof(long)), value);

    /// <summary>Reads an unsigned 16-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <returns>The value.</returns>
    public ushort Uint16GetLittleEndian(int index)
        => BinaryPrimitives.ReadUInt16LittleEndian(BytesAt(index, sizeof(ushort)));

    /// <summary>Writes an unsigned 16-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint16PutLittleEndian(int index, ushort value)
        => BinaryPrimitives.WriteUInt16LittleEndian(BytesAt(index, sizeof(ushort)), value);

    /// <summary>Reads an unsigned 16-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <returns>The value.</returns>
    public ushort Uint16GetBigEndian(int index)
        => BinaryPrimitives.ReadUInt16BigEndian(BytesAt(index, sizeof(ushort)));

    /// <summary>Writes an unsigned 16-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 2; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint16PutBigEndian(int index, ushort value)
        => BinaryPrimitives.WriteUInt16BigEndian(BytesAt(index, sizeof(ushort)), value);

    /// <summary>Reads an unsigned 32-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <returns>The value.</returns>
    public uint Uint32GetLittleEndian(int index)
        => BinaryPrimitives.ReadUInt32LittleEndian(BytesAt(index, sizeof(uint)));

    /// <summary>Writes an unsigned 32-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint32PutLittleEndian(int index, uint value)
        => BinaryPrimitives.WriteUInt32LittleEndian(BytesAt(index, sizeof(uint)), value);

    /// <summary>Reads an unsigned 32-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <returns>The value.</returns>
    public uint Uint32GetBigEndian(int index)
        => BinaryPrimitives.ReadUInt32BigEndian(BytesAt(index, sizeof(uint)));

    /// <summary>Writes an unsigned 32-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint32PutBigEndian(int index, uint value)
        => BinaryPrimitives.WriteUInt32BigEndian(BytesAt(index, sizeof(uint)), value);

    /// <summary>Reads an unsigned 64-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <returns>The value.</returns>
    public ulong Uint64GetLittleEndian(int index)
        => BinaryPrimitives.ReadUInt64LittleEndian(BytesAt(index, sizeof(ulong)));

    /// <summary>Writes an unsigned 64-bit number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint64PutLittleEndian(int index, ulong value)
        => BinaryPrimitives.WriteUInt64LittleEndian(BytesAt(index, sizeof(ulong)), value);

    /// <summary>Reads an unsigned 64-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <returns>The value.</returns>
    public ulong Uint64GetBigEndian(int index)
        => BinaryPrimitives.ReadUInt64BigEndian(BytesAt(index, sizeof(ulong)));

    /// <summary>Writes an unsigned 64-bit number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <param name="value">The value.</param>
    public void Uint64PutBigEndian(int index, ulong value)
        => BinaryPrimitives.WriteUInt64BigEndian(BytesAt(index, sizeof(ulong)), value);

    /// <summary>Reads a 32-bit floating point number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <returns>The value.</returns>
    public float FloatGetLittleEndian(int index)
        => BinaryPrimitives.ReadSingleLittleEndian(BytesAt(index, sizeof(float)));

    /// <summary>Writes a 32-bit floating point number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <param name="value">The value.</param>
    public void FloatPutLittleEndian(int index, float value)
        => BinaryPrimitives.WriteSingleLittleEndian(BytesAt(index, sizeof(float)), value);

    /// <summary>Reads a 32-bit floating point number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <returns>The value.</returns>
    public float FloatGetBigEndian(int index)
        => BinaryPrimitives.ReadSingleBigEndian(BytesAt(index, sizeof(float)));

    /// <summary>Writes a 32-bit floating point number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 4; not checked.</param>
    /// <param name="value">The value.</param>
    public void FloatPutBigEndian(int index, float value)
        => BinaryPrimitives.WriteSingleBigEndian(BytesAt(index, sizeof(float)), value);

    /// <summary>Reads a 64-bit floating point number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <returns>The value.</returns>
    public double DoubleGetLittleEndian(int index)
        => BinaryPrimitives.ReadDoubleLittleEndian(BytesAt(index, sizeof(double)));

    /// <summary>Writes a 64-bit floating point number in little-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <param name="value">The value.</param>
    public void DoublePutLittleEndian(int index, double value)
        => BinaryPrimitives.WriteDoubleLittleEndian(BytesAt(index, sizeof(double)), value);

    /// <summary>Reads a 64-bit floating point number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <returns>The value.</returns>
    public double DoubleGetBigEndian(int index)
        => BinaryPrimitives.ReadDoubleBigEndian(BytesAt(index, sizeof(double)));

    /// <summary>Writes a 64-bit floating point number in big-endian order.</summary>
    /// <param name="index">Offset in bytes, 0 to <see cref="Capacity"/> - 8; not checked.</param>
    /// <param name="value">The value.</param>
    public void DoublePutBigEndian(int index, double value)
        => BinaryPrimitives.WriteDoubleBigEndian(BytesAt(index, sizeof(double)), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> BytesAt(int index, int length) => new(_memory + index, length);
}
