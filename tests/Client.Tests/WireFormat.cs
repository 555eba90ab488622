using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>Frames written and read by hand, so that the client's own code is not its judge.</summary>
internal static class WireFormat
{
    public const int HeaderLength = 14;

    public static byte[] Encode<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        byte[] frame = new byte[HeaderLength + TBlock.SbeBlockLength];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)frame.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), 0xEB50);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), TBlock.SbeBlockLength);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(8), TBlock.SbeTemplateId);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(10), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(12), 0);
        MemoryMarshal.Write(frame.AsSpan(HeaderLength), in block);
        return frame;
    }

    public static int LengthOf(ReadOnlySpan<byte> frame) => (int)BinaryPrimitives.ReadUInt32BigEndian(frame);

    public static ushort TemplateOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]);

    public static TBlock Decode<TBlock>(ReadOnlySpan<byte> frame) where TBlock : unmanaged, IMessageBlock
    {
        Assert.Equal(TBlock.SbeTemplateId, TemplateOf(frame));
        Assert.Equal(HeaderLength + TBlock.SbeBlockLength, frame.Length);
        return MemoryMarshal.Read<TBlock>(frame[HeaderLength..]);
    }
}
