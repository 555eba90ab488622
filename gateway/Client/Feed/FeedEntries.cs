using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The entries of a group where they stand in a packet.</summary>
/// <typeparam name="TEntry">Layout of an entry. Entries of a later version may be longer.</typeparam>
public readonly ref struct FeedEntries<TEntry> where TEntry : unmanaged
{
    private readonly ReadOnlySpan<byte> _entries;
    private readonly int _length;

    internal FeedEntries(ReadOnlySpan<byte> group)
    {
        int headerSize = Unsafe.SizeOf<GroupSize8ByteBlock>();
        if (group.Length < headerSize)
            return;
        ref readonly GroupSize8ByteBlock size = ref MemoryMarshal.AsRef<GroupSize8ByteBlock>(group);
        _length = size.BlockLength;
        Count = size.NumInGroup;
        _entries = group[headerSize..];
    }

    /// <summary>Number of entries.</summary>
    public int Count { get; }

    /// <summary>An entry, in place.</summary>
    /// <param name="index">0 up to, not including, <see cref="Count"/>.</param>
    public ref readonly TEntry this[int index] =>
        ref MemoryMarshal.AsRef<TEntry>(_entries.Slice(index * _length, _length));
}
