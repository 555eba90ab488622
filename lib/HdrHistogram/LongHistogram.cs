namespace HdrHistogram;

/// <summary>A histogram with 64-bit counts for one writing thread.</summary>
public class LongHistogram : HistogramBase
{
    private readonly long[] _counts;
    private long _totalCount;

    /// <summary>Makes an empty histogram for values from 1 upwards, with an instance id of its own.</summary>
    /// <param name="highestTrackableValue">The largest value to be recorded; 2 or more.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public LongHistogram(long highestTrackableValue, int numberOfSignificantValueDigits)
        : this(1, highestTrackableValue, numberOfSignificantValueDigits)
    {
    }

    /// <summary>Makes an empty histogram with an instance id of its own.</summary>
    /// <param name="lowestTrackableValue">The smallest value to tell from 0; 1 or more.</param>
    /// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public LongHistogram(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits)
    {
        _counts = new long[SlotCount];
    }

    /// <summary>Makes an empty histogram.</summary>
    /// <param name="instanceId">What tells it from others.</param>
    /// <param name="lowestTrackableValue">The smallest value to tell from 0; 1 or more.</param>
    /// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public LongHistogram(
        long instanceId,
        long lowestTrackableValue,
        long highestTrackableValue,
        int numberOfSignificantValueDigits)
        : base(instanceId, lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits)
    {
        _counts = new long[SlotCount];
    }

    /// <inheritdoc/>
    public override long TotalCount
    {
        get => _totalCount;
        protected set => _totalCount = value;
    }

    /// <inheritdoc/>
    public override HistogramBase Copy()
    {
        var copy = new LongHistogram(LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits);
        copy.Add(this);
        return copy;
    }

    /// <inheritdoc/>
    protected override long GetCountAtIndex(int index) => _counts[index];

    /// <inheritdoc/>
    protected override void IncrementCountAtIndex(int index)
    {
        _counts[index]++;
        _totalCount++;
    }

    /// <inheritdoc/>
    protected override void AddToCountAtIndex(int index, long addend)
    {
        _counts[index] += addend;
        _totalCount += addend;
    }

    /// <inheritdoc/>
    protected override void ClearCounts()
    {
        Array.Clear(_counts);
        _totalCount = 0;
    }
}
