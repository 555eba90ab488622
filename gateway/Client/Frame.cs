using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <summary>
/// The Simple Open Framing Header (big-endian: total length, encoding type), the SBE message header and the block
/// behind it.
/// </summary>
internal static class Frame
{
    /// <summary>Size of the framing header.</summary>
    public const int FramingHeaderSize = 6;

    /// <summary>Offset of the encoding type.</summary>
    public const int EncodingTypeOffset = 4;

    /// <summary>Offset of the root block.</summary>
    public const int BlockOffset = FramingHeaderSize + RecordLayout.MessageHeaderSize;

    /// <summary>Shortest frame: headers and an empty block.</summary>
    public const int MinLength = BlockOffset;

    /// <summary>Longest frame: headers and the largest block.</summary>
    public const int MaxLength = BlockOffset + RecordLayout.MaxBlockLength;

    /// <summary>Encoding type of SBE 1.0, little-endian.</summary>
    public const ushort EncodingType = 0xEB50;

    /// <summary>Length of the frame of a message.</summary>
    public static int LengthOf<TBlock>() where TBlock : unmanaged, IMessageBlock => BlockOffset + TBlock.SbeBlockLength;

    /// <summary>Writes a whole frame at the beginning of <paramref name="frame"/>.</summary>
    public static void Write<TBlock>(Span<byte> frame, in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        int length = LengthOf<TBlock>();
        frame = frame[..length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)length);
        BinaryPrimitives.WriteUInt16BigEndian(frame[EncodingTypeOffset..], EncodingType);
        var header = new MessageHeaderBlock
        {
            BlockLength = TBlock.SbeBlockLength,
            TemplateId = TBlock.SbeTemplateId,
            SchemaId = TBlock.SbeSchemaId,
            Version = TBlock.SbeSchemaVersion,
        };
        MemoryMarshal.Write(frame[FramingHeaderSize..], in header);
        MemoryMarshal.Write(frame[BlockOffset..], in block);
    }

    /// <summary>The SBE message header of a whole frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MessageHeaderBlock HeaderOf(ReadOnlySpan<byte> frame) =>
        MemoryMarshal.Read<MessageHeaderBlock>(frame[FramingHeaderSize..]);

    /// <summary>The root block of a whole frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock BlockOf<TBlock>(ReadOnlySpan<byte> frame) where TBlock : unmanaged, IMessageBlock =>
        MemoryMarshal.Read<TBlock>(frame[BlockOffset..]);
}
