using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>Writes messages of the feed one behind the other.</summary>
internal sealed class PacketWriter
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public void Clear() => _bytes.Clear();

    public PacketWriter Add<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        var header = new MessageHeaderBlock
        {
            BlockLength = TBlock.SbeBlockLength,
            TemplateId = TBlock.SbeTemplateId,
            SchemaId = TBlock.SbeSchemaId,
            Version = TBlock.SbeSchemaVersion,
        };
        AddValue(in header);
        AddValue(in block);
        return this;
    }

    public PacketWriter Add<TBlock, TEntry>(in TBlock block, ReadOnlySpan<TEntry> entries)
        where TBlock : unmanaged, IMessageBlock
        where TEntry : unmanaged
    {
        Add(in block);
        var group = new GroupSize8ByteBlock
        {
            BlockLength = (ushort)Unsafe.SizeOf<TEntry>(),
            NumInGroup = (ushort)entries.Length,
        };
        AddValue(in group);
        foreach (TEntry entry in entries)
            AddValue(in entry);
        return this;
    }

    private void AddValue<T>(in T value) where T : unmanaged =>
        _bytes.AddRange(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
}
