using HdrHistogram.Iteration;

namespace HdrHistogram;

/// <summary>Figures that are computed from a histogram's counts.</summary>
public static class HistogramExtensions
{
    /// <summary>The highest value of the last slot with a count; 0 when nothing is recorded.</summary>
    /// <param name="histogram">The histogram to read.</param>
    public static long GetMaxValue(this HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        int slot = histogram.LastRecordedSlot();
        return slot < 0 ? 0 : histogram.HighestValueOf(slot);
    }

    /// <summary>The mean, each value taken at the middle of its slot; NaN when nothing is recorded.</summary>
    /// <param name="histogram">The histogram to read.</param>
    public static double GetMean(this HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        double sum = 0;
        int lastSlot = histogram.LastRecordedSlot();
        for (int slot = 0; slot <= lastSlot; slot++)
        {
            sum += (double)histogram.CountOf(slot) * histogram.MedianValueOf(slot);
        }

        return sum / histogram.TotalCount;
    }

    /// <summary>
    /// The standard deviation of all recorded values as a population, each taken at the middle of its slot; NaN when
    /// nothing is recorded.
    /// </summary>
    /// <param name="histogram">The histogram to read.</param>
    public static double GetStdDeviation(this HistogramBase histogram)
    {
        double mean = histogram.GetMean();
        double squares = 0;
        int lastSlot = histogram.LastRecordedSlot();
        for (int slot = 0; slot <= lastSlot; slot++)
        {
            double deviation = histogram.MedianValueOf(slot) - mean;
            squares += histogram.CountOf(slot) * deviation * deviation;
        }

        return Math.Sqrt(squares / histogram.TotalCount);
    }

    /// <summary>The highest value that is counted in the same slot as this one.</summary>
    /// <param name="histogram">The histogram whose slots are meant.</param>
    /// <param name="value">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static long HighestEquivalentValue(this HistogramBase histogram, long value)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return histogram.LowestEquivalentValue(value) + (histogram.SizeOfEquivalentValueRange(value) - 1);
    }

    /// <summary>Makes the target hold the counts and time stamps of the source, and nothing else.</summary>
    /// <param name="source">The histogram to read.</param>
    /// <param name="targetHistogram">The histogram to overwrite; another one than the source.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source holds values beyond the target's range.</exception>
    public static void CopyInto(this HistogramBase source, HistogramBase targetHistogram)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(targetHistogram);
        targetHistogram.Reset();
        targetHistogram.Add(source);
        targetHistogram.StartTimeStamp = source.StartTimeStamp;
        targetHistogram.EndTimeStamp = source.EndTimeStamp;
    }

    /// <summary>
    /// Walks the histogram by percentile levels, which come twice as close each time the distance to 100 percent
    /// halves. A slot that reaches several levels is reported for each. The last step has level 100. Every step hands
    /// out the same object with new contents: take the figures out of it before the next step.
    /// </summary>
    /// <param name="histogram">The histogram to walk.</param>
    /// <param name="percentileTicksPerHalfDistance">Levels for each halving; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of levels is less than 1.</exception>
    /// <exception cref="InvalidOperationException">While walking: the histogram was changed.</exception>
    public static IEnumerable<HistogramIterationValue> Percentiles(
        this HistogramBase histogram,
        int percentileTicksPerHalfDistance)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentOutOfRangeException.ThrowIfLessThan(percentileTicksPerHalfDistance, 1);
        return HistogramWalk.Percentiles(histogram, percentileTicksPerHalfDistance);
    }

    /// <summary>
    /// Writes the distribution by percentile as a table, in the form that the plotters of HdrHistogram read. Numbers
    /// have the same form in every culture, and lines end in a line feed on every system.
    /// </summary>
    /// <param name="histogram">The histogram to write.</param>
    /// <param name="writer">Where to; it is neither flushed nor closed.</param>
    /// <param name="percentileTicksPerHalfDistance">Lines for each halving of the distance to 100 percent.</param>
    /// <param name="outputValueUnitScalingRatio">
    /// What values are divided by, to write them in another unit than they were recorded in; see
    /// <see cref="OutputScalingFactor"/>.
    /// </param>
    /// <param name="useCsvFormat">Comma-separated without a footer, in place of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of lines for each halving is less than 1.</exception>
    public static void OutputPercentileDistribution(
        this HistogramBase histogram,
        TextWriter writer,
        int percentileTicksPerHalfDistance = 5,
        double outputValueUnitScalingRatio = OutputScalingFactor.None,
        bool useCsvFormat = false)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(writer);
        IEnumerable<HistogramIterationValue> steps = histogram.Percentiles(percentileTicksPerHalfDistance);
        if (useCsvFormat)
        {
            PercentileText.WriteCommaSeparated(histogram, steps, writer, outputValueUnitScalingRatio);
        }
        else
        {
            PercentileText.WriteColumns(histogram, steps, writer, outputValueUnitScalingRatio);
        }
    }
}
