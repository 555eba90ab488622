using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>The envelope and message header of a record, as they stand in a file.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct RecordView
{
    /// <summary>Smallest record: envelope, message header, no block.</summary>
    public const int Size = RecordLayout.BlockOffset;

    [FieldOffset(0)] public int Length;
    [FieldOffset(4)] public uint Checksum;
    [FieldOffset(8)] public long Sequence;
    [FieldOffset(16)] public long TimestampNanos;
    [FieldOffset(24)] public MessageHeaderBlock Header;

    static RecordView()
    {
        if (Unsafe.SizeOf<RecordView>() != Size || Unsafe.SizeOf<CommandRecord>() != RecordLayout.SlotSize)
            throw new PlatformNotSupportedException("A record begins with 32 bytes and fills a slot of 128.");
    }

    /// <summary>True when the length is one that a record can have.</summary>
    public readonly bool HasPossibleLength => (uint)(Length - Size) <= RecordLayout.MaxBlockLength;

    /// <summary>True when length and message header agree, as they do in every record that was written.</summary>
    public readonly bool HasAgreeingLengths => Length - Size == Header.BlockLength;
}
