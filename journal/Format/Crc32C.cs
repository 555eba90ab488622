using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MatchingEngine.Journal;

/// <summary>
/// CRC-32C (Castagnoli: reflected polynomial 0x82F63B78, start and end inverted), by the processor's own instruction or
/// by tables. Appending to a checksum gives the checksum of both parts together. Thread-safe.
/// </summary>
public static class Crc32C
{
    private const uint Polynomial = 0x82F63B78;

    private static readonly uint[] Tables = MakeTables();

    /// <summary>True when the processor computes it.</summary>
    public static bool IsHardwareAccelerated => Sse42.X64.IsSupported || Crc32.Arm64.IsSupported;

    /// <summary>Checksum of what <paramref name="checksum"/> covers, followed by <paramref name="bytes"/>.</summary>
    /// <param name="checksum">Checksum of the bytes before; 0 when there are none.</param>
    /// <param name="bytes">The bytes to add.</param>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes) =>
        IsHardwareAccelerated ? AppendByHardware(checksum, bytes) : AppendByTable(checksum, bytes);

    /// <summary>Adds 4 bytes to an inverted checksum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Step(uint state, uint word) =>
        IsHardwareAccelerated ? BitOperations.Crc32C(state, word) : StepByTable(state, word, sizeof(uint));

    /// <summary>Adds 8 bytes to an inverted checksum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Step(uint state, ulong word) =>
        IsHardwareAccelerated ? BitOperations.Crc32C(state, word) : StepByTable(state, word);

    internal static uint AppendByHardware(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint state = ~checksum;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            state = BitOperations.Crc32C(state, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            state = BitOperations.Crc32C(state, rest);
        return ~state;
    }

    internal static uint AppendByTable(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint state = ~checksum;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            state = StepByTable(state, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            state = StepByTable(state, rest, 1);
        return ~state;
    }

    private static uint StepByTable(uint state, uint word, int count)
    {
        for (int i = 0; i < count; i++, word >>= 8)
            state = (state >> 8) ^ Tables[(byte)(state ^ word)];
        return state;
    }

    // Eight tables, one for each byte of the word: all eight look-ups are independent of each other.
    private static uint StepByTable(uint state, ulong word)
    {
        word ^= state;
        uint[] tables = Tables;
        return tables[(7 * 256) + (byte)word] ^ tables[(6 * 256) + (byte)(word >> 8)]
            ^ tables[(5 * 256) + (byte)(word >> 16)] ^ tables[(4 * 256) + (byte)(word >> 24)]
            ^ tables[(3 * 256) + (byte)(word >> 32)] ^ tables[(2 * 256) + (byte)(word >> 40)]
            ^ tables[256 + (byte)(word >> 48)] ^ tables[(byte)(word >> 56)];
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint state = value;
            for (int bit = 0; bit < 8; bit++)
                state = (state >> 1) ^ ((state & 1) * Polynomial);
            tables[value] = state;
        }

        for (int index = 256; index < tables.Length; index++)
            tables[index] = (tables[index - 256] >> 8) ^ tables[(byte)tables[index - 256]];
        return tables;
    }
}
