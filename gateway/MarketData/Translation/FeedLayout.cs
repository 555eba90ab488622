using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Lengths of the feed's messages and how they are written. All lengths in bytes.</summary>
internal static class FeedLayout
{
    /// <summary>Longest packet: one message of Aeron that needs no fragments at its usual MTU.</summary>
    public const int MaxPacketLength = 1_344;

    /// <summary>SBE message header.</summary>
    public const int HeaderLength = 8;

    /// <summary>Header of a repeating group.</summary>
    public const int GroupHeaderLength = 8;

    /// <summary>Longest run of entries in one message.</summary>
    public const int MaxLevelEntries =
        (MaxPacketLength - HeaderLength - PriceLevelsBlock.BlockLength - GroupHeaderLength) / LevelEntryLength;

    /// <summary>An entry of a price level.</summary>
    public const int LevelEntryLength = 24;

    /// <summary>Bytes of a message without groups.</summary>
    public static int LengthOf<TBlock>() where TBlock : unmanaged, IMessageBlock =>
        HeaderLength + Unsafe.SizeOf<TBlock>();

    /// <summary>Bytes of a PriceLevels message.</summary>
    public static int LengthOfLevels(int entries) =>
        LengthOf<PriceLevelsBlock>() + GroupHeaderLength + (entries * LevelEntryLength);

    /// <summary>Writes the header of a message and clears its block.</summary>
    /// <returns>The block.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TBlock Begin<TBlock>(ref byte at) where TBlock : unmanaged, IMessageBlock
    {
        ref MessageHeaderBlock header = ref Unsafe.As<byte, MessageHeaderBlock>(ref at);
        header.BlockLength = TBlock.SbeBlockLength;
        header.TemplateId = TBlock.SbeTemplateId;
        header.SchemaId = TBlock.SbeSchemaId;
        header.Version = TBlock.SbeSchemaVersion;
        ref TBlock block = ref Unsafe.As<byte, TBlock>(ref Unsafe.Add(ref at, HeaderLength));
        block = default;
        return ref block;
    }

    /// <summary>The place behind a message without groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte After<TBlock>(ref byte at) where TBlock : unmanaged, IMessageBlock =>
        ref Unsafe.Add(ref at, LengthOf<TBlock>());

    /// <summary>Length of the message that begins here, its groups included, by what it says of itself.</summary>
    /// <param name="at">A message that the feed has written.</param>
    public static int LengthOf(ref readonly byte at)
    {
        ref MessageHeaderBlock header = ref Unsafe.As<byte, MessageHeaderBlock>(ref Unsafe.AsRef(in at));
        int length = HeaderLength + header.BlockLength;
        if (header.TemplateId
            is not (PriceLevelsBlock.TemplateId or SnapshotOrdersBlock.TemplateId or SnapshotPriceLevelsBlock.TemplateId))
            return length;
        ref GroupSize8ByteBlock group =
            ref Unsafe.As<byte, GroupSize8ByteBlock>(ref Unsafe.Add(ref Unsafe.AsRef(in at), length));
        return length + GroupHeaderLength + (group.BlockLength * group.NumInGroup);
    }

    /// <summary>The same of bytes that may be no message at all: reads nothing beyond them.</summary>
    /// <returns>The length; some number when the bytes are no message.</returns>
    public static int LengthOf(ReadOnlySpan<byte> prefix)
    {
        int blockLength = Unsafe.As<byte, MessageHeaderBlock>(ref Unsafe.AsRef(in prefix[0])).BlockLength;
        return HeaderLength + blockLength + GroupHeaderLength <= prefix.Length
            ? LengthOf(in prefix[0])
            : HeaderLength + blockLength;
    }
}
