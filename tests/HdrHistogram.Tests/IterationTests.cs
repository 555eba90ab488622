using HdrHistogram.Iteration;

namespace HdrHistogram.Tests;

public class IterationTests
{
    [Fact]
    public void Recorded_values_report_each_slot_with_a_count()
    {
        LongHistogram histogram = Histogram((2, 3), (5, 1), (2_050, 4));

        var steps = histogram.RecordedValues().Select(Figures).ToList();

        Assert.Equal(
            [
                new Step(0, 2, 3, 3, 3, 6, 37.5, 37.5),
                new Step(2, 5, 1, 1, 4, 11, 50, 50),
                new Step(5, 2_051, 4, 4, 8, 11 + (4 * 2_051), 100, 100),
            ],
            steps);
    }

    [Fact]
    public void All_values_report_every_slot_up_to_the_last_with_a_count()
    {
        LongHistogram histogram = Histogram((1, 1), (3, 1));

        var steps = histogram.AllValues().Select(Figures).ToList();

        Assert.Equal(
            [
                new Step(0, 0, 0, 0, 0, 0, 0, 0),
                new Step(0, 1, 1, 1, 1, 1, 50, 50),
                new Step(1, 2, 0, 0, 1, 1, 50, 50),
                new Step(2, 3, 1, 1, 2, 4, 100, 100),
            ],
            steps);
    }

    [Fact]
    public void Percentiles_report_a_slot_again_for_each_level_it_reaches_and_end_with_100()
    {
        LongHistogram histogram = Histogram((1, 3), (2, 1));

        var steps = histogram.Percentiles(1).Select(Figures).ToList();

        Assert.Equal(
            [
                new Step(0, 1, 3, 3, 3, 3, 75, 0),
                new Step(1, 1, 3, 0, 3, 3, 75, 50),
                new Step(1, 1, 3, 0, 3, 3, 75, 75),
                new Step(1, 2, 1, 1, 4, 5, 100, 87.5),
                new Step(2, 2, 1, 0, 4, 5, 100, 100),
            ],
            steps);
    }

    [Fact]
    public void Percentile_levels_come_twice_as_close_at_each_halving()
    {
        var histogram = new LongHistogram(100_000, 4);
        for (int value = 1; value <= 10_000; value++)
        {
            histogram.RecordValue(value);
        }

        double[] levels = [.. histogram.Percentiles(2).Select(step => step.PercentileLevelIteratedTo).Take(8)];

        Assert.Equal([0, 25, 50, 62.5, 75, 81.25, 87.5, 90.625], levels);
    }

    [Fact]
    public void Only_the_last_percentile_step_is_the_last_value()
    {
        LongHistogram histogram = Histogram((1, 3), (2, 1), (900, 7));

        bool[] last = [.. histogram.Percentiles(5).Select(step => step.IsLastValue())];

        Assert.All(last[..^1], Assert.False);
        Assert.True(last[^1]);
    }

    [Fact]
    public void Empty_histogram_has_no_steps()
    {
        var histogram = new LongHistogram(1_000, 3);

        Assert.Empty(histogram.RecordedValues());
        Assert.Empty(histogram.AllValues());
        Assert.Empty(histogram.Percentiles(5));
    }

    [Fact]
    public void Change_while_walking_is_an_error()
    {
        LongHistogram histogram = Histogram((1, 1), (2, 1));
        foreach (IEnumerable<HistogramIterationValue> walk in
            new[] { histogram.RecordedValues(), histogram.AllValues(), histogram.Percentiles(5) })
        {
            using IEnumerator<HistogramIterationValue> steps = walk.GetEnumerator();
            Assert.True(steps.MoveNext());
            histogram.RecordValue(1);
            Assert.Throws<InvalidOperationException>(() => steps.MoveNext());
        }
    }

    [Fact]
    public void Walk_hands_out_one_object_and_each_walk_has_its_own()
    {
        LongHistogram histogram = Histogram((1, 1), (2, 1));

        var first = histogram.RecordedValues().ToList();
        var second = histogram.RecordedValues().ToList();

        Assert.Same(first[0], first[1]);
        Assert.NotSame(first[0], second[0]);
    }

    [Fact]
    public void Less_than_one_level_for_each_halving_is_refused()
    {
        LongHistogram histogram = Histogram((1, 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Percentiles(0));
    }

    private static LongHistogram Histogram(params (long Value, long Count)[] records)
    {
        var histogram = new LongHistogram(1_000_000, 3);
        foreach ((long value, long count) in records)
        {
            histogram.RecordValueWithCount(value, count);
        }

        return histogram;
    }

    private static Step Figures(HistogramIterationValue step) => new(
        step.ValueIteratedFrom,
        step.ValueIteratedTo,
        step.CountAtValueIteratedTo,
        step.CountAddedInThisIterationStep,
        step.TotalCountToThisValue,
        step.TotalValueToThisValue,
        step.Percentile,
        step.PercentileLevelIteratedTo);

    private sealed record Step(
        long From, long To, long Count, long Added, long Total, long Sum, double Percentile, double Level);
}
