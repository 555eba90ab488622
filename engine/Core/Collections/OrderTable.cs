using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatchingEngine.Core;

/// <summary>
/// One table of an <see cref="OrderMap{TKey}"/>: entries of 4 bytes in buckets of a cache line each. An entry is in the
/// bucket that the hash of its key names, at the place that the hash names if that was free, else at any: all sixteen
/// are compared at once. Where the bucket is full, it is in the next one with room: then all buckets between are full,
/// and a removal from a full one brings such an entry back. So a search ends at the first bucket that is not full; with
/// half of all places in use, one bucket in 250 is.
/// </summary>
internal unsafe struct OrderTable<TKey> where TKey : struct, IOrderKey
{
    private const int PlaceBits = 4;
    private const int Places = 1 << PlaceBits;
    private const uint AllPlaces = (1u << Places) - 1;

    private readonly OrderTags<TKey> _tags;
    private readonly NativeArray<uint> _array;
    private readonly uint* _entries;
    private readonly uint _bucketMask;
    private readonly int _bucketBits;
    private readonly int _placeShift;

    /// <param name="tags">How entries are made.</param>
    /// <param name="entries">Room for entries, a power of two, 64 and up; all zeroed.</param>
    public OrderTable(OrderTags<TKey> tags, NativeArray<uint> entries)
    {
        _tags = tags;
        _array = entries;
        _entries = entries.Items;
        int buckets = entries.Length / Places;
        _bucketMask = (uint)buckets - 1;
        _bucketBits = BitOperations.TrailingZeroCount(buckets);
        _placeShift = 32 - PlaceBits - _bucketBits;
    }

    public readonly int Capacity => (int)(_bucketMask + 1) * Places;

    /// <summary>Buckets of sixteen entries.</summary>
    public readonly int BucketCount => (int)(_bucketMask + 1);

    /// <summary>Orders in this table.</summary>
    public int Count { get; private set; }

    /// <summary>Position of the order with a key.</summary>
    /// <returns>The position, good until the next change; <see cref="Pool{T}.None"/> when it is not there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int PositionOf(ulong key, out int orderIndex)
    {
        uint hash = _tags.HashOf(key);
        int position = PlaceOf(hash);
        uint entry = _entries[(nint)(uint)position];
        orderIndex = (int)(entry & _tags.IndexMask);
        return (entry & ~_tags.IndexMask) == PatternOf(hash) && _tags.HasKey(orderIndex, key)
            ? position
            : SearchOn(key, hash, out orderIndex);
    }

    /// <summary>Has the processor fetch the place that a key is looked for first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong key)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_entries + (nint)(uint)PlaceOf(_tags.HashOf(key)));
    }

    /// <summary>Adds an order under a key that is not yet there; the table is not full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key, int orderIndex) => AddHashed(_tags.HashOf(key), orderIndex);

    /// <summary>Removes the entry at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveAt(int position)
    {
        Count--;
        if (OccupiedIn((uint)position >> PlaceBits) == AllPlaces)
            RemoveFromFull(position);
        else
            _entries[(nint)(uint)position] = 0;
    }

    /// <summary>Removes an order by its key.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ulong key, int orderIndex)
    {
        int position = PositionOf(key, out int found);
        if (position < 0)
            return false;
        if (found != orderIndex)
            InvariantViolationException.Throw("two open orders have one key");
        RemoveAt(position);
        return true;
    }

    /// <summary>The order at a position.</summary>
    /// <returns>False when there is none.</returns>
    public readonly bool TryRead(int position, out int orderIndex)
    {
        orderIndex = IndexAt(position);
        return _entries[position] != 0;
    }

    /// <summary>Whether all places of a bucket are in use.</summary>
    public readonly bool IsFull(int bucket) => OccupiedIn((uint)bucket) == AllPlaces;

    /// <summary>Moves all entries of a bucket to another table. Others that belong here may be in the next bucket.</summary>
    public void MoveBucketTo(ref OrderTable<TKey> target, int bucket)
    {
        for (int position = bucket * Places; position < (bucket + 1) * Places; position++)
        {
            if (!TryRead(position, out int orderIndex))
                continue;
            target.AddHashed(_tags.HashOf(orderIndex), orderIndex);
            _entries[position] = 0;
            Count--;
        }
    }

    /// <summary>Makes the whole table resident.</summary>
    public readonly void Touch() => _array.Touch(Capacity);

    public void Clear()
    {
        new Span<uint>(_entries, Capacity).Clear();
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHashed(uint hash, int orderIndex)
    {
        int position = PlaceOf(hash);
        if (_entries[(nint)(uint)position] != 0)
            position = FindRoom(BucketOf(hash));
        _entries[(nint)(uint)position] = PatternOf(hash) | (uint)orderIndex;
        Count++;
    }

    // Looks at every entry that may be meant, from the first bucket on.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int SearchOn(ulong key, uint hash, out int orderIndex)
    {
        for (uint bucket = BucketOf(hash); ; bucket = (bucket + 1) & _bucketMask)
        {
            for (uint matches = MatchesIn(bucket, hash); matches != 0; matches &= matches - 1)
            {
                int position = PositionIn(bucket, matches);
                orderIndex = IndexAt(position);
                if (_tags.HasKey(orderIndex, key))
                    return position;
            }
            if (OccupiedIn(bucket) != AllPlaces)
            {
                orderIndex = Pool<Order>.None;
                return Pool<Order>.None;
            }
        }
    }

    // The first free place from a bucket on.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int FindRoom(uint bucket)
    {
        uint occupied = OccupiedIn(bucket);
        for (; occupied == AllPlaces; occupied = OccupiedIn(bucket))
            bucket = (bucket + 1) & _bucketMask;
        return PositionIn(bucket, ~occupied);
    }

    // An entry behind the bucket that could not have its place there comes back, if there is one; that leaves a hole of
    // its own, which is closed in the same way if its bucket was full as well.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void RemoveFromFull(int position)
    {
        int hole = position;
        uint bucket = (uint)position >> PlaceBits;
        uint at = bucket;
        bool isFull = true;
        while (isFull)
        {
            at = (at + 1) & _bucketMask;
            isFull = OccupiedIn(at) == AllPlaces;
            int moved = FindMovable(at, bucket);
            if (moved < 0)
                continue;
            _entries[hole] = _entries[moved];
            hole = moved;
            bucket = at;
        }
        _entries[hole] = 0;
    }

    // An entry whose search passes the bucket of the hole.
    private readonly int FindMovable(uint at, uint holeBucket)
    {
        uint distanceToHole = (at - holeBucket) & _bucketMask;
        for (int position = (int)at << PlaceBits; position < ((int)at + 1) << PlaceBits; position++)
        {
            if (TryRead(position, out int orderIndex)
                && ((at - BucketOf(_tags.HashOf(orderIndex))) & _bucketMask) >= distanceToHole)
                return position;
        }
        return Pool<Order>.None;
    }

    // There are four buckets and more, so never are all bits of the hash shifted out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint BucketOf(uint hash) => hash >> -_bucketBits;

    // Bucket and, in its next bits, the place that is looked at first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int PlaceOf(uint hash) => (int)(hash >> _placeShift);

    // What all entries of keys with this hash have, but for the index: the bits of the hash behind those that name the
    // bucket, since the upper ones are those that no client can foretell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint PatternOf(uint hash) => ((hash << _bucketBits >> 1) & ~_tags.IndexMask) | OrderTags<TKey>.Occupied;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int IndexAt(int position) => (int)(_entries[(nint)(uint)position] & _tags.IndexMask);

    // Position of the first place that is in a set of places of a bucket.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PositionIn(uint bucket, uint places) =>
        (int)(bucket << PlaceBits) + BitOperations.TrailingZeroCount(places);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint* BucketAt(uint bucket) => _entries + ((nuint)bucket << PlaceBits);

    // The places of a bucket whose entries may have a key with this hash.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint MatchesIn(uint bucket, uint hash)
    {
        uint* entries = BucketAt(bucket);
        uint mask = ~_tags.IndexMask;
        uint pattern = PatternOf(hash);
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<uint> all = Vector512.Load(entries) & Vector512.Create(mask);
            return (uint)Vector512.Equals(all, Vector512.Create(pattern)).ExtractMostSignificantBits();
        }
        Vector256<uint> low = Vector256.Load(entries) & Vector256.Create(mask);
        Vector256<uint> high = Vector256.Load(entries + Places / 2) & Vector256.Create(mask);
        return Vector256.Equals(low, Vector256.Create(pattern)).ExtractMostSignificantBits()
            | Vector256.Equals(high, Vector256.Create(pattern)).ExtractMostSignificantBits() << (Places / 2);
    }

    // The places of a bucket that are in use.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint OccupiedIn(uint bucket)
    {
        uint* entries = BucketAt(bucket);
        if (Vector512.IsHardwareAccelerated)
            return (uint)Vector512.Load(entries).ExtractMostSignificantBits();
        return Vector256.Load(entries).ExtractMostSignificantBits()
            | Vector256.Load(entries + Places / 2).ExtractMostSignificantBits() << (Places / 2);
    }
}
