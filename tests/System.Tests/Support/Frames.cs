using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// Frames made from PROTOCOL.md alone, so that a mistake of the product's codec is not repeated here, and broken ones.
/// </summary>
internal static class Frames
{
    public const int BlockOffset = 14;
    public const int MaxLength = 110;
    private const ushort EncodingType = 0xEB50;
    private const int LengthOffset = 0;
    private const int EncodingOffset = 4;
    private const int BlockLengthOffset = 6;
    private const int TemplateOffset = 8;
    private const int SchemaOffset = 10;
    private const int VersionOffset = 12;

    public static byte[] Of<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        byte[] frame = Raw(TBlock.SbeTemplateId, new byte[TBlock.SbeBlockLength]);
        MemoryMarshal.Write(frame.AsSpan(BlockOffset), in block);
        return frame;
    }

    /// <summary>A frame of any template with these bytes as its block.</summary>
    public static byte[] Raw(ushort templateId, ReadOnlySpan<byte> block)
    {
        byte[] frame = new byte[BlockOffset + block.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(LengthOffset), (uint)frame.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(EncodingOffset), EncodingType);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(BlockLengthOffset), (ushort)block.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(TemplateOffset), templateId);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(SchemaOffset), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(VersionOffset), 0);
        block.CopyTo(frame.AsSpan(BlockOffset));
        return frame;
    }

    public static byte[] WithLength(byte[] frame, uint length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(LengthOffset), length);
        return frame;
    }

    public static byte[] WithEncoding(byte[] frame, ushort encoding)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(EncodingOffset), encoding);
        return frame;
    }

    public static byte[] WithBlockLength(byte[] frame, ushort length) => With(frame, BlockLengthOffset, length);

    public static byte[] WithSchema(byte[] frame, ushort schema) => With(frame, SchemaOffset, schema);

    public static byte[] WithVersion(byte[] frame, ushort version) => With(frame, VersionOffset, version);

    public static byte[] Repeat(byte[] frame, int count)
    {
        byte[] all = new byte[frame.Length * count];
        for (int index = 0; index < count; index++)
            frame.CopyTo(all, index * frame.Length);
        return all;
    }

    /// <summary>What the protocol's framing says of these bytes.</summary>
    public static TerminationCode? Verdict(ReadOnlySpan<byte> bytes)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (BinaryPrimitives.ReadUInt16BigEndian(bytes[EncodingOffset..]) != EncodingType || length < BlockOffset)
            return TerminationCode.InvalidFrame;
        return length > MaxLength ? TerminationCode.FrameTooLarge : null;
    }

    private static byte[] With(byte[] frame, int offset, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(offset), value);
        return frame;
    }
}
