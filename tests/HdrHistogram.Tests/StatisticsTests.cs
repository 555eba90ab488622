namespace HdrHistogram.Tests;

public class StatisticsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 100)]
    [InlineData(3, 5_000)]
    [InlineData(4, 20_000)]
    public void Percentiles_agree_with_the_sorted_values(int seed, int count)
    {
        var random = new Random(seed);
        var histogram = new LongHistogram(1, 10_000_000_000, 3);
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextInt64(10_000_000_000) >> random.Next(30);
            histogram.RecordValue(values[i]);
        }

        Array.Sort(values);
        for (double percentile = 0; percentile <= 100; percentile += 0.125)
        {
            int rank = Math.Max(1, (int)Math.Floor((percentile / 100 * count) + 0.5));
            long expected = histogram.HighestEquivalentValue(values[rank - 1]);
            long actual = histogram.GetValueAtPercentile(percentile);
            Assert.True(expected == actual, $"seed {seed}, percentile {percentile}: {actual}, not {expected}");
        }

        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        Assert.InRange(histogram.GetMean(), mean * 0.999, (mean * 1.001) + 0.001);
        Assert.InRange(histogram.GetStdDeviation(), deviation * 0.999, (deviation * 1.001) + 0.001);
        Assert.Equal(histogram.HighestEquivalentValue(values[^1]), histogram.GetMaxValue());
    }

    [Fact]
    public void Percentile_outside_0_to_100_counts_as_the_nearest()
    {
        var histogram = new LongHistogram(1_000, 3);
        histogram.RecordValue(3);
        histogram.RecordValue(9);

        Assert.Equal(3, histogram.GetValueAtPercentile(-1));
        Assert.Equal(9, histogram.GetValueAtPercentile(101));
    }

    [Fact]
    public void Mean_and_deviation_take_the_middle_of_the_slot()
    {
        var histogram = new LongHistogram(1_000_000, 3);
        histogram.RecordValue(4_096);
        histogram.RecordValue(8_192);

        // Slots of 4 and 8: middles 4,098 and 8,196.
        Assert.Equal(6_147, histogram.GetMean());
        Assert.Equal(2_049, histogram.GetStdDeviation());
    }

    [Fact]
    public void Empty_histogram_has_no_percentile_no_mean_and_maximum_0()
    {
        var histogram = new LongHistogram(1_000, 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.GetValueAtPercentile(50));
        Assert.True(double.IsNaN(histogram.GetMean()));
        Assert.True(double.IsNaN(histogram.GetStdDeviation()));
        Assert.Equal(0, histogram.GetMaxValue());
    }

    [Fact]
    public void Time_spans_are_in_stopwatch_ticks()
    {
        long frequency = System.Diagnostics.Stopwatch.Frequency;

        Assert.Equal(3 * frequency, TimeStamp.Seconds(3));
        Assert.Equal(120 * frequency, TimeStamp.Minutes(2));
        Assert.Equal(7_200 * frequency, TimeStamp.Hours(2));
        Assert.Equal(1, OutputScalingFactor.None);
        Assert.Equal(1_000_000, TimeStamp.Seconds(1) / OutputScalingFactor.TimeStampToMicroseconds);
        Assert.Equal(1_000, TimeStamp.Seconds(1) / OutputScalingFactor.TimeStampToMilliseconds);
        Assert.Equal(1, TimeStamp.Seconds(1) / OutputScalingFactor.TimeStampToSeconds);
    }
}
