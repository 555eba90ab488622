using System.Runtime.CompilerServices;

namespace MatchingEngine.Journal;

/// <summary>
/// The checksum of a record: CRC-32C of the length field and of everything behind the checksum field, padding included,
/// appended to the checksum of the record before.
/// </summary>
internal static class RecordChecksum
{
    /// <param name="previous">Checksum of the record before.</param>
    /// <param name="record">First byte of the record.</param>
    /// <param name="alignedLength">Bytes that the record takes, a multiple of 8, 32 and up.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Compute(uint previous, ref readonly byte record, int alignedLength)
    {
        ref byte start = ref Unsafe.AsRef(in record);
        uint state = Crc32C.Step(~previous, Unsafe.ReadUnaligned<uint>(ref start));
        for (int offset = 8; offset < alignedLength; offset += 8)
            state = Crc32C.Step(state, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, offset)));
        return ~state;
    }
}
