namespace HdrHistogram.Tests;

public class BucketArithmeticTests
{
    private const long OneHourNanos = 3_600_000_000_000;

    [Theory]
    [InlineData(0, 2, 43, 44)]
    [InlineData(1, 32, 38, 624)]
    [InlineData(2, 256, 35, 4_608)]
    [InlineData(3, 2_048, 32, 33_792)]
    [InlineData(4, 32_768, 28, 475_136)]
    [InlineData(5, 262_144, 25, 3_407_872)]
    public void Layout_for_one_hour_in_nanoseconds_is_the_documented_one(
        int digits, int subBuckets, int buckets, int slots)
    {
        var histogram = new LongHistogram(1, OneHourNanos, digits);

        Assert.Equal(subBuckets, histogram.SubBucketCount);
        Assert.Equal(buckets, histogram.BucketCount);
        // The end of the counts shows in which value is the first to be refused.
        Assert.Equal(slots, (buckets + 1) * subBuckets / 2);
        long beyond = (long)subBuckets << (buckets - 1);
        histogram.RecordValue(beyond - 1);
        Assert.Throws<IndexOutOfRangeException>(() => histogram.RecordValue(beyond));
        Assert.Equal(1, histogram.TotalCount);
    }

    [Fact]
    public void Lowest_value_sets_the_width_of_the_first_bucket()
    {
        var histogram = new LongHistogram(1_000, OneHourNanos, 3);

        Assert.Equal(23, histogram.BucketCount);
        Assert.Equal(512, histogram.SizeOfEquivalentValueRange(1_500));
        Assert.Equal(1_024, histogram.LowestEquivalentValue(1_500));
        Assert.Equal(1_280, histogram.MedianEquivalentValue(1_500));
        Assert.Equal(1_535, histogram.HighestEquivalentValue(1_500));
        Assert.Equal(1_536, histogram.NextNonEquivalentValue(1_500));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_047, 1)]
    [InlineData(2_048, 2)]
    [InlineData(4_095, 2)]
    [InlineData(4_096, 4)]
    [InlineData((1L << 42) - 1, 1L << 31)]
    [InlineData(1L << 42, 1L << 32)]
    [InlineData(1L << 60, 1L << 50)]
    [InlineData(long.MaxValue, 1L << 52)]
    public void Slot_width_doubles_with_the_value_also_beyond_32_bits(long value, long width)
    {
        var histogram = new LongHistogram(long.MaxValue, 3);

        Assert.Equal(width, histogram.SizeOfEquivalentValueRange(value));
        Assert.Equal(value / width * width, histogram.LowestEquivalentValue(value));
        Assert.Equal((value / width * width) + (width - 1), histogram.HighestEquivalentValue(value));
    }

    [Fact]
    public void Percentiles_of_values_beyond_2_to_the_42_are_within_precision()
    {
        var histogram = new LongHistogram(long.MaxValue, 3);
        const long Value = 5L << 50;
        histogram.RecordValue(Value);

        Assert.InRange(histogram.GetValueAtPercentile(50), Value, Value + (Value / 1_000));
        Assert.Equal(histogram.GetMaxValue(), histogram.GetValueAtPercentile(100));
    }

    [Fact]
    public void Largest_long_can_be_recorded_and_has_no_next_value()
    {
        var histogram = new LongHistogram(long.MaxValue, 3);
        histogram.RecordValue(long.MaxValue);

        Assert.Equal(long.MaxValue, histogram.GetMaxValue());
        Assert.Equal(long.MaxValue, histogram.NextNonEquivalentValue(long.MaxValue));
    }

    [Fact]
    public void Largest_lowest_value_that_leaves_room_for_the_digits_has_one_bucket()
    {
        var histogram = new LongHistogram(1L << 52, long.MaxValue - (1L << 52), 3);
        histogram.RecordValue(long.MaxValue);
        histogram.RecordValue(1L << 52);

        Assert.Equal(1, histogram.BucketCount);
        Assert.Equal(long.MaxValue, histogram.GetMaxValue());
        Assert.Equal((1L << 53) - 1, histogram.GetValueAtPercentile(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Slot_width_keeps_the_wanted_digits(int digits)
    {
        const int Seed = 20_251;
        var random = new Random(Seed);
        var histogram = new LongHistogram(long.MaxValue, digits);
        double precision = Math.Pow(10, -digits);
        for (int i = 0; i < 10_000; i++)
        {
            long value = random.NextInt64() >> random.Next(62);
            long width = histogram.SizeOfEquivalentValueRange(value);
            Assert.True(width <= Math.Max(1, value * precision), $"seed {Seed}: {value} has a slot of {width}");
            Assert.InRange(value, histogram.LowestEquivalentValue(value), histogram.HighestEquivalentValue(value));
        }
    }

    [Fact]
    public void Neighbouring_slots_leave_no_gap_and_do_not_overlap()
    {
        var histogram = new LongHistogram(1, 1_000_000, 2);
        histogram.RecordValue(1_000_000);
        long expected = 0;
        foreach (var step in histogram.AllValues())
        {
            Assert.Equal(expected, histogram.LowestEquivalentValue(step.ValueIteratedTo));
            expected = step.ValueIteratedTo + 1;
        }

        Assert.True(expected > 1_000_000);
    }
}
