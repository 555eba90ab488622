using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// A message where it stands in a packet: nothing is copied, so it is valid as long as the packet is, that is, during
/// the call it was handed to.
/// </summary>
public readonly ref struct FeedMessage
{
    internal FeedMessage(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The whole message: SBE message header, block and group.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Which message it is.</summary>
    public ushort TemplateId => Header.TemplateId;

    /// <summary>Whether it has a place in the sequence of its stream: all have but heartbeats.</summary>
    public bool IsSequenced => TemplateId != HeartbeatBlock.TemplateId;

    /// <summary>Its number in its stream; of a heartbeat, that of the message sent last.</summary>
    public ulong ApplSeqNum => Start.ApplSeqNum;

    /// <summary>Its number among those of its instrument in this stream; 0 in a heartbeat and in snapshots.</summary>
    public ulong RptSeq => Start.RptSeq;

    /// <summary>The engine's number of the command that caused it.</summary>
    public long EngineSequence => Start.EngineSequence;

    /// <summary>Matching time in nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public long TransactTime => Start.TransactTime;

    /// <summary>The instrument; 0 for none.</summary>
    public uint SecurityId => Start.SecurityID;

    /// <summary>Whether it ends what its command did to this instrument in this stream.</summary>
    public bool IsEndOfEvent => (Start.MatchEventIndicator & MatchEventIndicator.EndOfEvent) != 0;

    internal ref readonly MessageHeaderBlock Header => ref MemoryMarshal.AsRef<MessageHeaderBlock>(Bytes);

    // What every published message begins with.
    private ref readonly SecurityStatusBlock Start =>
        ref Unsafe.As<byte, SecurityStatusBlock>(
            ref Unsafe.Add(ref MemoryMarshal.GetReference(Bytes), FeedPacketReader.MessageHeaderSize));

    /// <summary>The block; the caller has looked at <see cref="TemplateId"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The message is shorter than such a block.</exception>
    public ref readonly TBlock Block<TBlock>() where TBlock : unmanaged, IMessageBlock =>
        ref MemoryMarshal.AsRef<TBlock>(Bytes[FeedPacketReader.MessageHeaderSize..]);

    /// <summary>The entries of the group behind the block; none when the message has no group.</summary>
    /// <typeparam name="TEntry">Layout of an entry; the caller has looked at <see cref="TemplateId"/>.</typeparam>
    public FeedEntries<TEntry> Entries<TEntry>() where TEntry : unmanaged =>
        new(Bytes[(FeedPacketReader.MessageHeaderSize + Header.BlockLength)..]);
}
