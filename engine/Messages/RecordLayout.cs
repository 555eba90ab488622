namespace MatchingEngine.Messages;

/// <summary>
/// The one layout that a command or an event has in a ring slot and in the journal. Offsets and sizes in bytes.
/// <code>
///  0  int32   length      bytes used from offset 0 on: 32 + block length; what follows up to a multiple of 8 is zero
///  4  uint32  checksum    CRC-32C, set in the journal alone; of an event: its flags
///  8  int64   sequence    number of the command in the journal, 1 and up without a gap
/// 16  int64   timestamp   nanoseconds since 1970-01-01T00:00:00Z, never going back
/// 24  8 bytes header      SBE message header: block length, template id, schema id, version
/// 32  block               SBE root block, at most 96 bytes
/// </code>
/// From offset 24 on these are the bytes that a session sees on the wire behind the framing header.
/// </summary>
public static class RecordLayout
{
    /// <summary>Size of a ring slot: two cache lines.</summary>
    public const int SlotSize = 128;

    /// <summary>Size of everything before the SBE message header.</summary>
    public const int EnvelopeSize = 24;

    /// <summary>Size of the SBE message header.</summary>
    public const int MessageHeaderSize = 8;

    /// <summary>Offset of the SBE root block.</summary>
    public const int BlockOffset = EnvelopeSize + MessageHeaderSize;

    /// <summary>Largest root block that a record can hold.</summary>
    public const int MaxBlockLength = SlotSize - BlockOffset;

    /// <summary>Records start at multiples of this in the journal.</summary>
    public const int Alignment = 8;

    /// <summary>Bytes that a record of the given length takes in the journal, its padding included.</summary>
    /// <param name="length">Length in bytes, 0 and up.</param>
    public static int Aligned(int length) => (length + (Alignment - 1)) & ~(Alignment - 1);
}
