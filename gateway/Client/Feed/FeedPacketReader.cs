using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Goes through the messages of a packet in place. Every length is checked before a message is handed out, so that a
/// block or entry can be read at once. Allocates nothing.
/// </summary>
/// <remarks>
/// A message of a later version may have a longer block or longer entries; a message that this version does not know is
/// taken to be a block without a group, as the schema promises for those to come.
/// </remarks>
public ref struct FeedPacketReader
{
    /// <summary>Size of the SBE message header in front of each block.</summary>
    public const int MessageHeaderSize = 8;

    /// <summary>Size of the fields that every published message begins with.</summary>
    public const int CommonBlockSize = 40;

    /// <summary>Largest packet.</summary>
    public const int MaxPacketLength = 1_344;

    private ReadOnlySpan<byte> _rest;

    /// <summary>Begins before the first message.</summary>
    public FeedPacketReader(ReadOnlySpan<byte> packet) => _rest = packet;

    /// <summary>Whether the packet broke off or did not follow the schema: what was read before is good.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Goes on to the next message.</summary>
    /// <returns>False at the end, and when <see cref="IsMalformed"/>.</returns>
    public bool TryRead(out FeedMessage message)
    {
        message = default;
        if (_rest.IsEmpty)
            return false;
        int length = LengthOfFirst(_rest);
        if (length == 0)
        {
            IsMalformed = true;
            _rest = default;
            return false;
        }
        message = new FeedMessage(_rest[..length]);
        _rest = _rest[length..];
        return true;
    }

    /// <summary>Length of the first message, or 0 when there is no whole one.</summary>
    internal static int LengthOfFirst(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MessageHeaderSize + CommonBlockSize)
            return 0;
        ref readonly MessageHeaderBlock header = ref MemoryMarshal.AsRef<MessageHeaderBlock>(bytes);
        int length = MessageHeaderSize + header.BlockLength;
        if (header.SchemaId != HeartbeatBlock.SchemaId
            || header.BlockLength < FeedLayout.MinBlockLengthOf(header.TemplateId)
            || (length & 7) != 0
            || length > bytes.Length)
            return 0;
        int minEntryLength = FeedLayout.MinEntryLengthOf(header.TemplateId);
        if (minEntryLength == 0)
            return length;
        int groupSize = Unsafe.SizeOf<GroupSize8ByteBlock>();
        if (bytes.Length - length < groupSize)
            return 0;
        ref readonly GroupSize8ByteBlock group = ref MemoryMarshal.AsRef<GroupSize8ByteBlock>(bytes[length..]);
        if (group.BlockLength < minEntryLength || (group.BlockLength & 7) != 0)
            return 0;
        length += groupSize + (group.BlockLength * group.NumInGroup);
        return length > bytes.Length ? 0 : length;
    }
}
