namespace MatchingEngine.Tools.Feed.Recording;

/// <summary>
/// The format of a recorded feed; all numbers little-endian. A header of 64 bytes: "MEFEED01", format version (4
/// bytes), length of the header (4), schema id (2) and version (2), 0 (4), start of the recording in nanoseconds
/// since 1970-01-01T00:00:00Z (8), 0 (28), CRC-32C of all before (4). Then blocks: "BLCK", length of the content in
/// bytes (4), CRC-32C of the content (4), 0 (4), content. The content is packets, each: nanoseconds since the start
/// (8), Aeron session id (4), stream (1), 0 (1), length (2), bytes, zeros up to the next multiple of 8. A block that
/// is cut off, or whose checksum does not hold with nothing behind it, is a torn tail: the recorder was ended there.
/// </summary>
internal static class FeedFileFormat
{
    public const int HeaderSize = 64;
    public const int HeaderChecksumOffset = 60;
    public const int BlockHeaderSize = 16;
    public const int PacketHeaderSize = 16;
    public const int MaxBlockSize = 1 << 16;
    public const uint Version = 1;
    public const ulong Magic = 0x3130_4445_4546_454D;
    public const uint BlockMagic = 0x4B43_4C42;

    /// <summary>CRC-32C.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte one in bytes)
            checksum = System.Numerics.BitOperations.Crc32C(checksum, one);
        return ~checksum;
    }

    public static int Align(int length) => (length + 7) & ~7;
}
