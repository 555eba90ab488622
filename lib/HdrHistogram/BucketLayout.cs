using System.Numerics;

namespace HdrHistogram;

/// <summary>
/// The arithmetic between a value and the slot that counts it. Slots come in buckets; each bucket doubles the width
/// of its slots, so that a slot's width stays within the wanted number of decimal digits of the values in it.
/// </summary>
internal readonly struct BucketLayout : IEquatable<BucketLayout>
{
    private readonly long _subBucketMask;
    private readonly int _leadingZerosOfFirstBucket;
    private readonly int _unitMagnitude;
    private readonly int _halfCountMagnitude;

    public BucketLayout(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
    {
        long largestSingleUnitValue = 2;
        for (int digit = 0; digit < numberOfSignificantValueDigits; digit++)
        {
            largestSingleUnitValue *= 10;
        }

        _unitMagnitude = BitOperations.Log2((ulong)lowestTrackableValue);
        _halfCountMagnitude = BitOperations.Log2((ulong)largestSingleUnitValue - 1);
        SubBucketCount = 1 << (_halfCountMagnitude + 1);
        _subBucketMask = (SubBucketCount - 1L) << _unitMagnitude;
        _leadingZerosOfFirstBucket = 64 - _unitMagnitude - (_halfCountMagnitude + 1);
        BucketCount = CountBuckets(_subBucketMask, highestTrackableValue);
        SlotCount = (BucketCount + 1) * (SubBucketCount / 2);
    }

    /// <summary>Whether the first bucket ends within the range of a long.</summary>
    public bool IsValid => _leadingZerosOfFirstBucket > 0;

    public int BucketCount { get; }

    public int SubBucketCount { get; }

    public int SlotCount { get; }

    /// <summary>The slot of a value; −1 for a negative one, <see cref="SlotCount"/> or more beyond the end.</summary>
    public int SlotOf(long value)
    {
        int bucket = BucketOf(value);
        int subBucket = (int)(value >>> (bucket + _unitMagnitude));
        // Only the first bucket uses its lower half; those after it start in their upper half and so overlap it.
        int slot = (bucket << _halfCountMagnitude) + subBucket;
        // A negative value gets all bits set, so that the counts array's own range check refuses it without a branch.
        return slot | (int)(value >> 63);
    }

    /// <summary>The lowest value that the slot counts.</summary>
    public long LowestValueOf(int slot)
    {
        int halfCount = 1 << _halfCountMagnitude;
        int bucket = (slot >> _halfCountMagnitude) - 1;
        int subBucket = (slot & (halfCount - 1)) + halfCount;
        if (bucket < 0)
        {
            subBucket -= halfCount;
            bucket = 0;
        }

        return (long)subBucket << (bucket + _unitMagnitude);
    }

    /// <summary>How many neighbouring values share the slot of this one.</summary>
    public long SlotWidthAt(long value) => 1L << (BucketOf(value) + _unitMagnitude);

    public bool Equals(BucketLayout other) =>
        _subBucketMask == other._subBucketMask
        && _unitMagnitude == other._unitMagnitude
        && BucketCount == other.BucketCount;

    public override bool Equals(object? obj) => obj is BucketLayout other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_subBucketMask, _unitMagnitude, BucketCount);

    private static int CountBuckets(long subBucketMask, long highestTrackableValue)
    {
        int buckets = 1;
        long largestValue = subBucketMask;
        while (largestValue < highestTrackableValue && largestValue > 0)
        {
            largestValue <<= 1;
            buckets++;
        }

        return buckets;
    }

    private int BucketOf(long value) =>
        _leadingZerosOfFirstBucket - BitOperations.LeadingZeroCount((ulong)(value | _subBucketMask));
}
