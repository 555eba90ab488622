using HdrHistogram.Iteration;

namespace HdrHistogram;

/// <summary>
/// Counts of recorded values over a wide range at a fixed relative precision. Recording takes constant time and
/// memory and does not allocate. Values have whatever unit the caller records.
/// </summary>
/// <remarks>
/// Whether recording is safe from several threads is a matter of the derived type. Reading (percentiles, iteration,
/// copies) wants a histogram that nobody writes at the time; a <see cref="Recorder"/> provides that.
/// </remarks>
public abstract class HistogramBase : IRecorder
{
    private static long s_lastInstanceId;

    private readonly BucketLayout _layout;

    /// <summary>Makes an empty histogram with an instance id of its own.</summary>
    /// <param name="lowestTrackableValue">The smallest value to tell from 0; 1 or more.</param>
    /// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    protected HistogramBase(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : this(
            Interlocked.Increment(ref s_lastInstanceId),
            lowestTrackableValue,
            highestTrackableValue,
            numberOfSignificantValueDigits)
    {
    }

    /// <summary>Makes an empty histogram.</summary>
    /// <param name="instanceId">What tells it from others; a <see cref="Recorder"/> knows its own by it.</param>
    /// <param name="lowestTrackableValue">The smallest value to tell from 0; 1 or more.</param>
    /// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    protected HistogramBase(
        long instanceId,
        long lowestTrackableValue,
        long highestTrackableValue,
        int numberOfSignificantValueDigits)
    {
        if (lowestTrackableValue < 1)
        {
            throw new ArgumentException("Must be 1 or more.", nameof(lowestTrackableValue));
        }

        if (highestTrackableValue / 2 < lowestTrackableValue)
        {
            throw new ArgumentException(
                "Must be at least twice the lowest trackable value.", nameof(highestTrackableValue));
        }

        if (numberOfSignificantValueDigits is < 0 or > 5)
        {
            throw new ArgumentException("Must be between 0 and 5.", nameof(numberOfSignificantValueDigits));
        }

        InstanceId = instanceId;
        LowestTrackableValue = lowestTrackableValue;
        HighestTrackableValue = highestTrackableValue;
        NumberOfSignificantValueDigits = numberOfSignificantValueDigits;
        _layout = new BucketLayout(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits);
        if (!_layout.IsValid)
        {
            throw new ArgumentException("Too large for the number of digits.", nameof(lowestTrackableValue));
        }
    }

    /// <summary>What tells this histogram from others; the histograms of one <see cref="Recorder"/> share it.</summary>
    public long InstanceId { get; }

    /// <summary>The smallest value that is told from 0.</summary>
    public long LowestTrackableValue { get; }

    /// <summary>
    /// The largest value that is sure to fit. Somewhat larger ones fit too, up to the end of the last bucket.
    /// </summary>
    public long HighestTrackableValue { get; }

    /// <summary>Decimal digits to which values are kept.</summary>
    public int NumberOfSignificantValueDigits { get; }

    /// <summary>When recording began, in milliseconds since 1970-01-01 UTC; 0 when nobody has set it.</summary>
    public long StartTimeStamp { get; set; }

    /// <summary>When recording ended, in milliseconds since 1970-01-01 UTC; 0 when nobody has set it.</summary>
    public long EndTimeStamp { get; set; }

    /// <summary>How many values are recorded.</summary>
    public abstract long TotalCount { get; protected set; }

    /// <summary>How many buckets the range takes; each covers values up to twice those of the one before.</summary>
    public int BucketCount => _layout.BucketCount;

    /// <summary>How many slots of equal width a bucket has.</summary>
    public int SubBucketCount => _layout.SubBucketCount;

    /// <summary>How many slots the counts take.</summary>
    internal int SlotCount => _layout.SlotCount;

    /// <inheritdoc/>
    public void RecordValue(long value) => IncrementCountAtIndex(_layout.SlotOf(value));

    /// <inheritdoc/>
    public void RecordValueWithCount(long value, long count) => AddToCountAtIndex(_layout.SlotOf(value), count);

    /// <inheritdoc/>
    public void RecordValueWithExpectedInterval(long value, long expectedIntervalBetweenValueSamples)
    {
        RecordValue(value);
        if (expectedIntervalBetweenValueSamples <= 0)
        {
            return;
        }

        for (long missed = value - expectedIntervalBetweenValueSamples;
             missed >= expectedIntervalBetweenValueSamples;
             missed -= expectedIntervalBetweenValueSamples)
        {
            RecordValue(missed);
        }
    }

    /// <summary>Sets all counts to 0. Time stamps stay.</summary>
    public void Reset() => ClearCounts();

    /// <summary>Makes a new histogram of the same type, range and counts, with an instance id of its own.</summary>
    public abstract HistogramBase Copy();

    /// <summary>
    /// Adds the counts of another histogram. One of another range or precision is recorded anew, slot by slot, at
    /// the lowest value of each slot.
    /// </summary>
    /// <param name="fromHistogram">The histogram to add; it is not changed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has room for, or holds, values that do not fit.</exception>
    public virtual void Add(HistogramBase fromHistogram)
    {
        ArgumentNullException.ThrowIfNull(fromHistogram);
        int lastSlot = fromHistogram.LastRecordedSlot();
        if (fromHistogram.HighestTrackableValue > HighestTrackableValue
            || (lastSlot >= 0 && _layout.SlotOf(fromHistogram.LowestValueOf(lastSlot)) >= SlotCount))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fromHistogram), "The other histogram holds values beyond the range of this one.");
        }

        bool sameLayout = _layout.Equals(fromHistogram._layout);
        for (int slot = 0; slot <= lastSlot; slot++)
        {
            long count = fromHistogram.GetCountAtIndex(slot);
            if (count != 0)
            {
                AddToCountAtIndex(sameLayout ? slot : _layout.SlotOf(fromHistogram.LowestValueOf(slot)), count);
            }
        }
    }

    /// <summary>How many neighbouring values are counted in the same slot as this one.</summary>
    /// <param name="value">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long SizeOfEquivalentValueRange(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return _layout.SlotWidthAt(value);
    }

    /// <summary>The lowest value that is counted in the same slot as this one.</summary>
    /// <param name="value">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long LowestEquivalentValue(long value) => value & -SizeOfEquivalentValueRange(value);

    /// <summary>The middle of the values that are counted in the same slot as this one.</summary>
    /// <param name="value">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MedianEquivalentValue(long value) =>
        LowestEquivalentValue(value) + (SizeOfEquivalentValueRange(value) >> 1);

    /// <summary>
    /// The lowest value of the next slot; <see cref="long.MaxValue"/> when that would be more than a long holds.
    /// </summary>
    /// <param name="value">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long NextNonEquivalentValue(long value)
    {
        long next = unchecked(LowestEquivalentValue(value) + SizeOfEquivalentValueRange(value));
        return next < 0 ? long.MaxValue : next;
    }

    /// <summary>
    /// The value that the given share of all recorded values does not exceed, to the histogram's precision: the
    /// highest value of the slot it falls in.
    /// </summary>
    /// <param name="percentile">The share in percent; less than 0 counts as 0, more than 100 as 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is recorded.</exception>
    public long GetValueAtPercentile(double percentile)
    {
        long total = TotalCount;
        long wanted = (long)((Math.Min(percentile, 100.0) / 100.0 * total) + 0.5);
        wanted = Math.Max(1, Math.Min(wanted, total));
        long running = 0;
        for (int slot = 0; slot < SlotCount; slot++)
        {
            running += GetCountAtIndex(slot);
            if (running >= wanted)
            {
                return HighestValueOf(slot);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(percentile), "The histogram has no recorded value.");
    }

    /// <summary>How many recorded values share the slot of this one.</summary>
    /// <param name="value">0 or more.</param>
    /// <exception cref="IndexOutOfRangeException">The value is negative or beyond the last bucket.</exception>
    public long GetCountAtValue(long value) => GetCountAtIndex(_layout.SlotOf(value));

    /// <summary>
    /// Walks the slots that have counts, lowest first. Every step hands out the same object with new contents: take
    /// the figures out of it before the next step.
    /// </summary>
    /// <exception cref="InvalidOperationException">While walking: the histogram was changed.</exception>
    public IEnumerable<HistogramIterationValue> RecordedValues() => HistogramWalk.RecordedValues(this);

    /// <summary>
    /// Walks all slots, empty ones too, up to the last that has a count. Every step hands out the same object with
    /// new contents: take the figures out of it before the next step.
    /// </summary>
    /// <exception cref="InvalidOperationException">While walking: the histogram was changed.</exception>
    public IEnumerable<HistogramIterationValue> AllValues() => HistogramWalk.AllValues(this);

    internal long CountOf(int slot) => GetCountAtIndex(slot);

    internal long LowestValueOf(int slot) => _layout.LowestValueOf(slot);

    internal long HighestValueOf(int slot)
    {
        long lowest = _layout.LowestValueOf(slot);
        return lowest + (_layout.SlotWidthAt(lowest) - 1);
    }

    internal long MedianValueOf(int slot)
    {
        long lowest = _layout.LowestValueOf(slot);
        return lowest + (_layout.SlotWidthAt(lowest) >> 1);
    }

    /// <summary>The last slot with a count, −1 when there is none.</summary>
    internal int LastRecordedSlot()
    {
        int slot = SlotCount - 1;
        while (slot >= 0 && GetCountAtIndex(slot) == 0)
        {
            slot--;
        }

        return slot;
    }

    /// <summary>The count of a slot.</summary>
    /// <param name="index">The slot, from 0.</param>
    protected abstract long GetCountAtIndex(int index);

    /// <summary>Adds 1 to the count of a slot and to the total.</summary>
    /// <param name="index">The slot, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such slot; nothing is changed.</exception>
    protected abstract void IncrementCountAtIndex(int index);

    /// <summary>Adds to the count of a slot and to the total.</summary>
    /// <param name="index">The slot, from 0.</param>
    /// <param name="addend">How much to add; 0 or more.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such slot; nothing is changed.</exception>
    protected abstract void AddToCountAtIndex(int index, long addend);

    /// <summary>Sets all counts and the total to 0.</summary>
    protected abstract void ClearCounts();
}
