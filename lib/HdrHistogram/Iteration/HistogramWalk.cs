namespace HdrHistogram.Iteration;

/// <summary>The three ways over the slots of a histogram, lowest values first.</summary>
internal static class HistogramWalk
{
    public static IEnumerable<HistogramIterationValue> RecordedValues(HistogramBase histogram) =>
        Slots(histogram, includeEmpty: false);

    public static IEnumerable<HistogramIterationValue> AllValues(HistogramBase histogram) =>
        Slots(histogram, includeEmpty: true);

    public static IEnumerable<HistogramIterationValue> Percentiles(HistogramBase histogram, int ticksPerHalfDistance)
    {
        var cursor = new SlotCursor(histogram);
        double level = 0;
        while (cursor.MoveNext())
        {
            // The slot that completes the count is reported once at its level; 100 percent follows as the end.
            while (cursor.Count != 0 && level < 100.0 && cursor.Percentile >= level)
            {
                yield return cursor.Report(level);
                level += LevelStep(level, ticksPerHalfDistance);
                cursor.ThrowIfHistogramChanged();
                if (cursor.IsComplete)
                {
                    break;
                }
            }
        }

        if (cursor.TotalCount > 0)
        {
            yield return cursor.Report(100.0);
            cursor.ThrowIfHistogramChanged();
        }
    }

    private static IEnumerable<HistogramIterationValue> Slots(HistogramBase histogram, bool includeEmpty)
    {
        var cursor = new SlotCursor(histogram);
        while (cursor.MoveNext())
        {
            if (includeEmpty || cursor.Count != 0)
            {
                yield return cursor.Report(cursor.Percentile);
            }
        }
    }

    /// <summary>Each time the distance to 100 percent halves, the levels come twice as close to each other.</summary>
    private static double LevelStep(double level, int ticksPerHalfDistance)
    {
        double halvings = Math.Floor(Math.Log2(100.0 / (100.0 - level))) + 1;
        return 100.0 / (ticksPerHalfDistance * Math.Pow(2, halvings));
    }

    /// <summary>Goes over all slots up to the one that completes the count, and keeps the running sums.</summary>
    private sealed class SlotCursor(HistogramBase histogram)
    {
        private readonly HistogramIterationValue _step = new();
        private readonly long _expectedTotalCount = histogram.TotalCount;
        private int _slot = -1;
        private long _totalValue;

        public long Count { get; private set; }

        public long TotalCount { get; private set; }

        public bool IsComplete => TotalCount >= _expectedTotalCount;

        public double Percentile => 100.0 * TotalCount / _expectedTotalCount;

        public bool MoveNext()
        {
            ThrowIfHistogramChanged();
            if (IsComplete || _slot + 1 >= histogram.SlotCount)
            {
                return false;
            }

            _slot++;
            Count = histogram.CountOf(_slot);
            TotalCount += Count;
            _totalValue += Count * histogram.MedianValueOf(_slot);
            return true;
        }

        public HistogramIterationValue Report(double level)
        {
            _step.Advance(histogram.HighestValueOf(_slot), Count, TotalCount, _totalValue, Percentile, level);
            return _step;
        }

        public void ThrowIfHistogramChanged()
        {
            if (histogram.TotalCount != _expectedTotalCount)
            {
                throw new InvalidOperationException("The histogram was changed while it was being walked.");
            }
        }
    }
}
