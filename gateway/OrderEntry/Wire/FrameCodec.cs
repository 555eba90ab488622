using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>Reads and writes frames in place.</summary>
internal static class FrameCodec
{
    /// <summary>Judges the front of a stream. Nothing behind the framing header is looked at.</summary>
    /// <param name="stream">Bytes received and not yet consumed.</param>
    /// <param name="length">Length of the frame, valid when the answer is <see cref="FrameStatus.Complete"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FrameStatus Inspect(ReadOnlySpan<byte> stream, out int length)
    {
        length = 0;
        if (stream.Length < FrameLayout.FramingHeaderSize)
            return FrameStatus.Incomplete;
        uint declared = BinaryPrimitives.ReadUInt32BigEndian(stream);
        if (BinaryPrimitives.ReadUInt16BigEndian(stream[4..]) != FrameLayout.EncodingType)
            return FrameStatus.Invalid;
        if (declared < FrameLayout.BlockOffset)
            return FrameStatus.Invalid;
        if (declared > FrameLayout.MaxFrameLength)
            return FrameStatus.TooLarge;
        length = (int)declared;
        return stream.Length < length ? FrameStatus.Incomplete : FrameStatus.Complete;
    }

    /// <summary>The SBE message header of a complete frame.</summary>
    public static MessageHeaderBlock Header(ReadOnlySpan<byte> frame) =>
        MemoryMarshal.Read<MessageHeaderBlock>(frame[FrameLayout.MessageOffset..]);

    /// <summary>
    /// True when the frame holds exactly the message that its header claims, in the version we speak.
    /// </summary>
    public static bool Holds<TBlock>(ReadOnlySpan<byte> frame) where TBlock : unmanaged, IMessageBlock
    {
        MessageHeaderBlock header = Header(frame);
        return header.TemplateId == TBlock.SbeTemplateId && header.SchemaId == TBlock.SbeSchemaId
            && header.Version == TBlock.SbeSchemaVersion && header.BlockLength == TBlock.SbeBlockLength
            && frame.Length == FrameLayout.BlockOffset + TBlock.SbeBlockLength;
    }

    /// <summary>The block of a frame that <see cref="Holds{TBlock}"/> one.</summary>
    public static TBlock Block<TBlock>(ReadOnlySpan<byte> frame) where TBlock : unmanaged, IMessageBlock =>
        MemoryMarshal.Read<TBlock>(frame[FrameLayout.BlockOffset..]);

    /// <summary>Writes a frame with this block.</summary>
    /// <returns>Length of the frame.</returns>
    public static int Write<TBlock>(Span<byte> destination, in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        int length = FrameLayout.BlockOffset + TBlock.SbeBlockLength;
        WriteFramingHeader(destination, length);
        var header = new MessageHeaderBlock
        {
            BlockLength = TBlock.SbeBlockLength,
            TemplateId = TBlock.SbeTemplateId,
            SchemaId = TBlock.SbeSchemaId,
            Version = TBlock.SbeSchemaVersion,
        };
        MemoryMarshal.Write(destination[FrameLayout.MessageOffset..], in header);
        MemoryMarshal.Write(destination[FrameLayout.BlockOffset..], in block);
        return length;
    }

    /// <summary>Writes the framing header alone.</summary>
    /// <param name="destination">Where the frame begins.</param>
    /// <param name="length">Length of the whole frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteFramingHeader(Span<byte> destination, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)length);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], FrameLayout.EncodingType);
    }
}
