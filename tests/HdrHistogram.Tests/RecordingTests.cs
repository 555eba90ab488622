namespace HdrHistogram.Tests;

public class RecordingTests
{
    public static TheoryData<HistogramBase> BothKinds() =>
        [new LongHistogram(1, 1_000_000, 3), new LongConcurrentHistogram(1, 1_000_000, 3)];

    [Theory]
    [MemberData(nameof(BothKinds))]
    public void Recorded_values_are_counted_in_their_slot(HistogramBase histogram)
    {
        histogram.RecordValue(4_096);
        histogram.RecordValue(4_099);
        histogram.RecordValueWithCount(4_100, 5);

        Assert.Equal(2, histogram.GetCountAtValue(4_097));
        Assert.Equal(5, histogram.GetCountAtValue(4_103));
        Assert.Equal(0, histogram.GetCountAtValue(4_104));
        Assert.Equal(7, histogram.TotalCount);
    }

    [Theory]
    [MemberData(nameof(BothKinds))]
    public void Value_that_does_not_fit_is_refused_and_changes_nothing(HistogramBase histogram)
    {
        foreach (long value in new[] { -1, long.MinValue, 1L << 20, long.MaxValue })
        {
            Assert.Throws<IndexOutOfRangeException>(() => histogram.RecordValue(value));
            Assert.Throws<IndexOutOfRangeException>(() => histogram.RecordValueWithCount(value, 2));
            Assert.Throws<IndexOutOfRangeException>(() => histogram.GetCountAtValue(value));
        }

        Assert.Equal(0, histogram.TotalCount);
        Assert.Empty(histogram.RecordedValues());
    }

    [Fact]
    public void Negative_value_is_refused_even_with_the_largest_range()
    {
        var histogram = new LongHistogram(long.MaxValue, 3);

        Assert.Throws<IndexOutOfRangeException>(() => histogram.RecordValue(-1));
        Assert.Throws<IndexOutOfRangeException>(() => histogram.RecordValue(long.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.SizeOfEquivalentValueRange(-1));
    }

    [Fact]
    public void Value_above_the_highest_is_counted_while_it_falls_into_the_last_bucket()
    {
        var histogram = new LongHistogram(1, 3_600_000_000_000, 3);

        histogram.RecordValue(3_700_000_000_000);

        Assert.Equal(1, histogram.GetCountAtValue(3_700_000_000_000));
    }

    [Theory]
    [InlineData(0, 100, 3)]
    [InlineData(-5, 100, 3)]
    [InlineData(10, 19, 3)]
    [InlineData(1, 100, -1)]
    [InlineData(1, 100, 6)]
    [InlineData(1L << 53, long.MaxValue, 3)]
    public void Constructor_refuses_what_is_out_of_range(long lowest, long highest, int digits)
    {
        Assert.Throws<ArgumentException>(() => new LongHistogram(lowest, highest, digits));
        Assert.Throws<ArgumentException>(() => new LongConcurrentHistogram(lowest, highest, digits));
    }

    [Theory]
    [InlineData(1_000, 100, new long[] { 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000 })]
    [InlineData(1_050, 400, new long[] { 650, 1_050 })]
    [InlineData(199, 100, new long[] { 199 })]
    [InlineData(200, 100, new long[] { 100, 200 })]
    [InlineData(1_000, 0, new long[] { 1_000 })]
    [InlineData(1_000, -1, new long[] { 1_000 })]
    public void Values_that_a_delay_kept_from_being_measured_are_added(long value, long interval, long[] expected)
    {
        var histogram = new LongHistogram(100_000, 3);

        histogram.RecordValueWithExpectedInterval(value, interval);

        Assert.Equal(expected, histogram.RecordedValues().Select(step => step.ValueIteratedTo));
        Assert.Equal(expected.Length, histogram.TotalCount);
    }

    [Fact]
    public void Recording_does_not_allocate()
    {
        var histogram = new LongHistogram(1, 1_000_000, 3);
        var concurrent = new LongConcurrentHistogram(1, 1_000_000, 3);
        var recorder = new Recorder(
            1, 1_000_000, 3, (id, low, high, digits) => new LongHistogram(id, low, high, digits));
        RecordMany(histogram, concurrent, recorder);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RecordMany(histogram, concurrent, recorder);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(histogram.TotalCount, concurrent.TotalCount);
    }

    [Theory]
    [MemberData(nameof(BothKinds))]
    public void Copy_is_independent_and_has_an_id_of_its_own(HistogramBase histogram)
    {
        histogram.RecordValue(10);
        HistogramBase copy = histogram.Copy();
        histogram.RecordValue(20);

        Assert.Equal(1, copy.TotalCount);
        Assert.Equal(1, copy.GetCountAtValue(10));
        Assert.IsType(histogram.GetType(), copy);
        Assert.NotEqual(histogram.InstanceId, copy.InstanceId);
        Assert.Equal(
            (histogram.LowestTrackableValue, histogram.HighestTrackableValue, histogram.NumberOfSignificantValueDigits),
            (copy.LowestTrackableValue, copy.HighestTrackableValue, copy.NumberOfSignificantValueDigits));
    }

    [Fact]
    public void Reset_clears_the_counts_and_keeps_the_time_stamps()
    {
        var histogram = new LongHistogram(1_000, 3) { StartTimeStamp = 5, EndTimeStamp = 6 };
        histogram.RecordValue(7);
        histogram.Reset();

        Assert.Equal(0, histogram.TotalCount);
        Assert.Equal(0, histogram.GetCountAtValue(7));
        Assert.Equal((5, 6), (histogram.StartTimeStamp, histogram.EndTimeStamp));
    }

    [Fact]
    public void Add_sums_slot_by_slot_and_also_itself()
    {
        var histogram = new LongHistogram(1_000_000, 3);
        var other = new LongConcurrentHistogram(1, 1_000_000, 3);
        histogram.RecordValueWithCount(500_000, 2);
        other.RecordValueWithCount(500_000, 3);
        other.RecordValue(1);

        histogram.Add(other);
        histogram.Add(histogram);

        Assert.Equal(10, histogram.GetCountAtValue(500_000));
        Assert.Equal(2, histogram.GetCountAtValue(1));
        Assert.Equal(12, histogram.TotalCount);
    }

    [Fact]
    public void Add_of_another_layout_records_the_lowest_value_of_each_slot()
    {
        var coarse = new LongHistogram(1, 1_000_000, 1);
        var fine = new LongHistogram(1, 1_000_000, 4);
        coarse.RecordValueWithCount(1_000, 3);

        fine.Add(coarse);

        Assert.Equal(992, coarse.LowestEquivalentValue(1_000));
        Assert.Equal(3, fine.GetCountAtValue(992));
        Assert.Equal(3, fine.TotalCount);
    }

    [Fact]
    public void Add_of_a_larger_range_is_refused_and_changes_nothing()
    {
        var small = new LongHistogram(1_000, 3);
        var large = new LongHistogram(1_000_000, 3);
        large.RecordValue(1);
        large.RecordValue(1_000_000);

        Assert.Throws<ArgumentOutOfRangeException>(() => small.Add(large));
        Assert.Equal(0, small.TotalCount);
    }

    [Fact]
    public void Add_of_a_value_that_only_the_other_has_room_for_is_refused_and_changes_nothing()
    {
        // At 5 digits the first bucket alone reaches far beyond the highest value.
        var roomy = new LongHistogram(1, 1_000, 5);
        var tight = new LongHistogram(1, 2_000, 2);
        roomy.RecordValue(1);
        roomy.RecordValue(100_000);

        Assert.Throws<ArgumentOutOfRangeException>(() => tight.Add(roomy));
        Assert.Equal(0, tight.TotalCount);
    }

    [Fact]
    public void CopyInto_replaces_counts_and_time_stamps()
    {
        var source = new LongHistogram(1_000, 3) { StartTimeStamp = 5, EndTimeStamp = 6 };
        var target = new LongHistogram(1_000, 3);
        source.RecordValue(7);
        target.RecordValue(8);

        source.CopyInto(target);

        Assert.Equal(1, target.TotalCount);
        Assert.Equal(1, target.GetCountAtValue(7));
        Assert.Equal((5, 6), (target.StartTimeStamp, target.EndTimeStamp));
    }

    private static void RecordMany(HistogramBase histogram, HistogramBase concurrent, Recorder recorder)
    {
        for (int value = 0; value < 10_000; value++)
        {
            histogram.RecordValue(value);
            concurrent.RecordValue(value);
            recorder.RecordValue(value);
            histogram.RecordValueWithExpectedInterval(value, 1_000);
            concurrent.RecordValueWithExpectedInterval(value, 1_000);
            recorder.RecordValueWithCount(value, 2);
        }
    }
}
