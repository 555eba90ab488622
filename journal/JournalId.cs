using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MatchingEngine.Journal;

/// <summary>
/// Identity of a journal: 16 bytes in the header of each of its segments. Tells a segment of another journal.
/// </summary>
/// <param name="Low">The first 8 bytes, little endian.</param>
/// <param name="High">The last 8 bytes, little endian.</param>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public readonly record struct JournalId(ulong Low, ulong High)
{
    /// <summary>A new identity from random bytes.</summary>
    public static JournalId NewRandom()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new JournalId(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    /// <summary>The chain value before the first record of a journal: CRC-32C of the 16 bytes.</summary>
    public uint ChainSeed
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, Low);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], High);
            return Crc32C.Append(0, bytes);
        }
    }

    /// <summary>32 hexadecimal digits, the bytes in the order of the file.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{BinaryPrimitives.ReverseEndianness(Low):x16}{BinaryPrimitives.ReverseEndianness(High):x16}");
}
