using BenchmarkDotNet.Attributes;
using MatchingEngine.Journal;

namespace MatchingEngine.Micro;

/// <summary>
/// CRC-32C of a record's worth of bytes, each one appended to the one before, as the journal chains its records.
/// </summary>
[MemoryDiagnoser]
public class Crc32CBenchmarks
{
    private const int Repeats = 1_024;

    private readonly byte[] _bytes = new byte[96];

    /// <summary>Holds the algorithm against the check value of its catalogue entry.</summary>
    [GlobalSetup]
    public void Check()
    {
        new Random(1).NextBytes(_bytes);
        if (Crc32C.Append(0, "123456789"u8) != 0xE3069283)
            throw new InvalidOperationException("CRC-32C of 123456789 is wrong.");
        uint chained = Append96Bytes();
        if (chained != Crc32C.Append(0, [.. Enumerable.Repeat(_bytes, Repeats).SelectMany(bytes => bytes)]))
            throw new InvalidOperationException("Chained CRC-32C differs from that of all bytes in one piece.");
    }

    [Benchmark(OperationsPerInvoke = Repeats)]
    public uint Append96Bytes()
    {
        uint checksum = 0;
        for (int i = 0; i < Repeats; i++)
            checksum = Crc32C.Append(checksum, _bytes);
        return checksum;
    }
}
