using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// The fields at the start of a segment's header page, little endian. FORMAT.md draws them. The first five have this
/// place and meaning in every format version to come.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = FieldsSize)]
internal struct SegmentHeader
{
    /// <summary>Size of the fields; the rest of the page is zero.</summary>
    public const int FieldsSize = 96;

    /// <summary>
    /// Size of the header: a page, so that no write of records ever touches the page of the header.
    /// </summary>
    public const int PageSize = 4096;

    /// <summary>The bytes "MEJOURNL".</summary>
    public const ulong MagicValue = 0x4C4E_5255_4F4A_454D;

    /// <summary>The format that this code writes, and the only one that it reads.</summary>
    public const uint CurrentFormatVersion = 1;

    /// <summary>Where the checksum stands; it is computed with these four bytes taken as zero.</summary>
    public const int ChecksumOffset = 16;

    [FieldOffset(0)] public ulong Magic;
    [FieldOffset(8)] public uint FormatVersion;
    [FieldOffset(12)] public uint HeaderLength;
    [FieldOffset(16)] public uint Checksum;
    [FieldOffset(20)] public ushort SchemaId;
    [FieldOffset(22)] public ushort SchemaVersion;
    [FieldOffset(24)] public JournalId JournalId;
    [FieldOffset(40)] public long Epoch;
    [FieldOffset(48)] public long SegmentIndex;
    [FieldOffset(56)] public long FirstSequence;
    [FieldOffset(64)] public long PreviousTimestampNanos;
    [FieldOffset(72)] public uint Chain;
    [FieldOffset(76)] public uint Reserved;
    [FieldOffset(80)] public long CreationTimestampNanos;
    [FieldOffset(88)] public long SegmentSize;

    static SegmentHeader()
    {
        if (Unsafe.SizeOf<SegmentHeader>() != FieldsSize || Unsafe.SizeOf<JournalId>() != 16
            || !BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The segment header is 96 little-endian bytes.");
    }

    /// <summary>Fills a header page: the fields, zeros behind them, the checksum.</summary>
    public readonly void WriteTo(Span<byte> page)
    {
        page[..PageSize].Clear();
        SegmentHeader fields = this;
        fields.Magic = MagicValue;
        fields.FormatVersion = CurrentFormatVersion;
        fields.HeaderLength = PageSize;
        fields.Checksum = 0;
        fields.SchemaId = NewOrderSingleBlock.SchemaId;
        fields.SchemaVersion = NewOrderSingleBlock.SchemaVersion;
        MemoryMarshal.Write(page, in fields);
        fields.Checksum = Crc32C.Append(0, page[..PageSize]);
        MemoryMarshal.Write(page, in fields);
    }

    /// <summary>Reads a header page and says what is wrong with it.</summary>
    /// <param name="page">The first page of the file.</param>
    /// <param name="header">The fields, whatever is wrong with them.</param>
    /// <param name="detail">What is wrong; empty for <see cref="JournalFinding.Whole"/>.</param>
    /// <returns><see cref="JournalFinding.Whole"/> when the header can be relied on.</returns>
    public static JournalFinding Read(ReadOnlySpan<byte> page, out SegmentHeader header, out string detail)
    {
        header = MemoryMarshal.Read<SegmentHeader>(page);
        uint stored = header.Checksum;
        uint computed = Crc32C.Append(0, page[..ChecksumOffset]);
        computed = Crc32C.Append(Crc32C.Append(computed, stackalloc byte[4]), page[(ChecksumOffset + 4)..PageSize]);
        detail = string.Empty;
        if (header.Magic != MagicValue)
        {
            detail = "The file does not begin like a segment.";
            return JournalFinding.HeaderDamaged;
        }

        if (header.FormatVersion != CurrentFormatVersion && (computed == stored || header.HeaderLength != PageSize))
        {
            detail = $"Format version {header.FormatVersion} is not known; this is version {CurrentFormatVersion}.";
            return JournalFinding.UnknownFormatVersion;
        }

        if (computed != stored || header.HeaderLength != PageSize)
        {
            detail = $"The checksum of the header is {stored:x8}, its bytes give {computed:x8}.";
            return JournalFinding.HeaderDamaged;
        }

        if (header.SchemaId != NewOrderSingleBlock.SchemaId || header.SchemaVersion > NewOrderSingleBlock.SchemaVersion)
        {
            detail = $"Messages of schema {header.SchemaId} version {header.SchemaVersion} are not known.";
            return JournalFinding.SchemaMismatch;
        }

        return header.HasSaneFields(out detail) ? JournalFinding.Whole : JournalFinding.HeaderDamaged;
    }

    private readonly bool HasSaneFields(out string detail)
    {
        detail = string.Empty;
        if (Epoch >= 1 && SegmentIndex >= 0 && FirstSequence >= 1
            && SegmentSize is >= JournalLimits.MinSegmentSize and <= JournalLimits.MaxSegmentSize
            && (SegmentIndex > 0 || (FirstSequence == 1 && Chain == JournalId.ChainSeed)))
            return true;
        detail = "A field of the header is out of its range.";
        return false;
    }
}
