using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MatchingEngine.Core;

/// <summary>
/// A node of the tree of prices, four cache lines: up to twenty keys in order and what belongs to each. In a leaf that is
/// the level with this key; above the leaves a node all of whose keys are this one or behind it.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct PriceNode
{
    /// <summary>Keys in a full node.</summary>
    public const int Capacity = 20;

    /// <summary>Keys below which a node other than the root never falls: at most 51 bytes a level.</summary>
    public const int MinCount = 5;

    // Signed, since that is what processors compare. Places that are not in use hold the highest key, so that a search
    // compares all of them, always, without a jump.
    private KeyArray _keys;
    private ChildArray _children;

    [InlineArray(Capacity)]
    private struct KeyArray
    {
        private long _first;
    }

    [InlineArray(Capacity)]
    private struct ChildArray
    {
        private int _first;
    }

    /// <summary>Keys in use.</summary>
    public int Count { get; private set; }

    /// <summary>The key in a place that is in use.</summary>
    public readonly ulong KeyAt(int place) => Unsigned(_keys[place]);

    /// <summary>Index of the level or of the node below in a place that is in use.</summary>
    public readonly int ChildAt(int place) => _children[place];

    /// <summary>Makes it a node without keys.</summary>
    public void Clear()
    {
        Count = 0;
        Keys.Fill(long.MaxValue);
    }

    /// <summary>Gives a place in use another key; the order of keys must stay.</summary>
    public void SetKey(int place, ulong key) => _keys[place] = Signed(key);

    /// <summary>
    /// Makes the first key this one if it is before it: no key of a node above the leaves is behind what is below it.
    /// </summary>
    public void LowerFirstKey(ulong key) => _keys[0] = Math.Min(_keys[0], Signed(key));

    /// <summary>Number of keys before this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int RankOf(ulong key)
    {
        Vector256<long> sought = Vector256.Create(Signed(key));
        return -(int)Vector256.Sum(
            Vector256.LessThan(KeysFrom(0), sought) + Vector256.LessThan(KeysFrom(4), sought)
            + Vector256.LessThan(KeysFrom(8), sought) + Vector256.LessThan(KeysFrom(12), sought)
            + Vector256.LessThan(KeysFrom(16), sought));
    }

    /// <summary>Place of a key in a leaf.</summary>
    /// <returns>The place, or -1 when the key is not there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int PlaceOf(ulong key)
    {
        int rank = RankOf(key);
        return rank < Count && KeyAt(rank) == key ? rank : -1;
    }

    /// <summary>Place of the child below which a key is, if it is anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int PlaceTowards(ulong key)
    {
        Vector256<long> sought = Vector256.Create(Signed(key));
        int behind = -(int)Vector256.Sum(
            Vector256.GreaterThan(KeysFrom(0), sought) + Vector256.GreaterThan(KeysFrom(4), sought)
            + Vector256.GreaterThan(KeysFrom(8), sought) + Vector256.GreaterThan(KeysFrom(12), sought)
            + Vector256.GreaterThan(KeysFrom(16), sought));
        return Math.Max(Math.Min(Capacity - behind, Count) - 1, 0);
    }

    /// <summary>Puts a key and its child into a place of a node that is not full.</summary>
    public void Insert(int place, ulong key, int child)
    {
        int behind = Count - place;
        Keys.Slice(place, behind).CopyTo(Keys[(place + 1)..]);
        Children.Slice(place, behind).CopyTo(Children[(place + 1)..]);
        _keys[place] = Signed(key);
        _children[place] = child;
        Count++;
    }

    /// <summary>Takes a key and its child away.</summary>
    public void RemoveAt(int place) => RemoveRange(place, 1);

    /// <summary>Moves the last so many keys to the front of the next node, which has room for them.</summary>
    public void MoveLastTo(ref PriceNode next, int count)
    {
        int first = Count - count;
        next.Keys[..next.Count].CopyTo(next.Keys[count..]);
        next.Children[..next.Count].CopyTo(next.Children[count..]);
        Keys.Slice(first, count).CopyTo(next.Keys);
        Children.Slice(first, count).CopyTo(next.Children);
        Keys.Slice(first, count).Fill(long.MaxValue);
        next.Count += count;
        Count = first;
    }

    /// <summary>Moves the first so many keys to the end of the node before, which has room for them.</summary>
    public void MoveFirstTo(ref PriceNode before, int count)
    {
        Keys[..count].CopyTo(before.Keys[before.Count..]);
        Children[..count].CopyTo(before.Children[before.Count..]);
        before.Count += count;
        RemoveRange(0, count);
    }

    private void RemoveRange(int place, int count)
    {
        Keys[(place + count)..Count].CopyTo(Keys[place..]);
        Children[(place + count)..Count].CopyTo(Children[place..]);
        Count -= count;
        Keys.Slice(Count, count).Fill(long.MaxValue);
    }

    [UnscopedRef]
    private Span<long> Keys => _keys;

    [UnscopedRef]
    private Span<int> Children => _children;

    // Four keys from one of the places 0, 4, 8, 12 and 16 on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<long> KeysFrom(nuint place) =>
        Vector256.LoadUnsafe(ref Unsafe.As<KeyArray, long>(ref Unsafe.AsRef(in _keys)), place);

    private static long Signed(ulong key) => (long)(key ^ (1UL << 63));

    private static ulong Unsigned(long key) => (ulong)key ^ (1UL << 63);
}
