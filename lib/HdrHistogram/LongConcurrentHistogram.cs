namespace HdrHistogram;

/// <summary>
/// A histogram with 64-bit counts for any number of writing threads. Writers do not wait for one another; a reader
/// beside writers may see a count before the total that includes it. <see cref="HistogramBase.Reset"/> beside writers
/// may lose what they record meanwhile: put a <see cref="Recorder"/> in front to read and reset without loss.
/// </summary>
public class LongConcurrentHistogram : HistogramBase
{
    private readonly long[] _counts;
    private long _totalCount;

    /// <summary>Makes an empty histogram with an instance id of its own.</summary>
    /// <param name="lowestTrackableValue">The smallest value to tell from 0; 1 or more.</param>
    /// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public LongConcurrentHistogram(
        long lowestTrackableValue,
        long highestTrackableValue,
        int numberOfSignificantValueDigits)
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
    public LongConcurrentHistogram(
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
        get => Volatile.Read(ref _totalCount);
        protected set => Volatile.Write(ref _totalCount, value);
    }

    /// <inheritdoc/>
    public override HistogramBase Copy()
    {
        var copy = new LongConcurrentHistogram(
            LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits);
        copy.Add(this);
        return copy;
    }

    /// <inheritdoc/>
    protected override long GetCountAtIndex(int index) => Volatile.Read(ref _counts[index]);

    /// <inheritdoc/>
    protected override void IncrementCountAtIndex(int index)
    {
        Interlocked.Increment(ref _counts[index]);
        Interlocked.Increment(ref _totalCount);
    }

    /// <inheritdoc/>
    protected override void AddToCountAtIndex(int index, long addend)
    {
        Interlocked.Add(ref _counts[index], addend);
        Interlocked.Add(ref _totalCount, addend);
    }

    /// <inheritdoc/>
    protected override void ClearCounts()
    {
        Array.Clear(_counts);
        TotalCount = 0;
    }
}
