using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// A frame on the wire, offsets and sizes in bytes: Simple Open Framing Header, SBE message header, root block.
/// <code>
///  0  uint32 big-endian   length of the frame, these bytes included
///  4  uint16 big-endian   encoding type
///  6  8 bytes             SBE message header, little-endian
/// 14  block               SBE root block, at most 96 bytes
/// </code>
/// </summary>
public static class FrameLayout
{
    /// <summary>Size of the Simple Open Framing Header.</summary>
    public const int FramingHeaderSize = 6;

    /// <summary>Offset of the SBE message header.</summary>
    public const int MessageOffset = FramingHeaderSize;

    /// <summary>Offset of the SBE root block; no frame is shorter.</summary>
    public const int BlockOffset = MessageOffset + RecordLayout.MessageHeaderSize;

    /// <summary>Longest frame.</summary>
    public const int MaxFrameLength = BlockOffset + RecordLayout.MaxBlockLength;

    /// <summary>Encoding type of SBE 1.0, little-endian.</summary>
    public const ushort EncodingType = 0xEB50;
}
