using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

public class RecorderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Each_interval_has_what_was_recorded_since_the_one_before()
    {
        Recorder recorder = NewRecorder();
        recorder.RecordValue(1);
        HistogramBase first = recorder.GetIntervalHistogram();
        recorder.RecordValueWithCount(2, 3);
        recorder.RecordValueWithExpectedInterval(1_000, 500);
        HistogramBase second = recorder.GetIntervalHistogram();

        Assert.Equal((1, 1), (first.TotalCount, first.GetCountAtValue(1)));
        Assert.Equal((5, 3), (second.TotalCount, second.GetCountAtValue(2)));
        Assert.Equal(1, second.GetCountAtValue(500));
        Assert.Equal(0, recorder.GetIntervalHistogram().TotalCount);
    }

    [Fact]
    public void Intervals_follow_each_other_in_time()
    {
        Recorder recorder = NewRecorder();
        HistogramBase first = recorder.GetIntervalHistogram();
        HistogramBase second = recorder.GetIntervalHistogram();

        Assert.True(first.StartTimeStamp > 0);
        Assert.True(first.StartTimeStamp <= first.EndTimeStamp);
        Assert.Equal(first.EndTimeStamp, second.StartTimeStamp);
    }

    [Fact]
    public void Histogram_handed_back_is_used_again_from_zero()
    {
        Recorder recorder = NewRecorder();
        recorder.RecordValue(1);
        HistogramBase first = recorder.GetIntervalHistogram();
        HistogramBase second = recorder.GetIntervalHistogram(first);
        recorder.RecordValue(2);
        HistogramBase third = recorder.GetIntervalHistogram(second);

        Assert.Same(first, third);
        Assert.Equal((1, 1), (third.TotalCount, third.GetCountAtValue(2)));
    }

    [Fact]
    public void Histogram_of_another_recorder_is_refused_and_the_interval_goes_on()
    {
        Recorder recorder = NewRecorder();
        HistogramBase foreign = NewRecorder().GetIntervalHistogram();
        recorder.RecordValue(1);

        Assert.Throws<InvalidOperationException>(() => recorder.GetIntervalHistogram(foreign));
        Assert.Equal(1, recorder.GetIntervalHistogram().TotalCount);
    }

    [Fact]
    public void Histogram_that_the_recorder_has_already_is_refused()
    {
        Recorder recorder = NewRecorder();
        HistogramBase given = recorder.GetIntervalHistogram();
        recorder.GetIntervalHistogram(given);

        Assert.Throws<InvalidOperationException>(() => recorder.GetIntervalHistogram(given));
    }

    [Fact]
    public void Interval_can_be_copied_into_a_histogram_of_the_reader()
    {
        Recorder recorder = NewRecorder();
        var target = new LongHistogram(1, 1_000_000, 3);
        target.RecordValue(9);
        recorder.RecordValue(1);
        recorder.GetIntervalHistogramInto(target);

        Assert.Equal((1, 1), (target.TotalCount, target.GetCountAtValue(1)));
        Assert.True(target.EndTimeStamp >= target.StartTimeStamp && target.StartTimeStamp > 0);
        recorder.GetIntervalHistogramInto(target);
        Assert.Equal(0, target.TotalCount);
    }

    [Fact]
    public void Reset_drops_what_is_recorded()
    {
        Recorder recorder = NewRecorder();
        recorder.RecordValue(1);
        recorder.Reset();
        recorder.RecordValue(2);
        HistogramBase interval = recorder.GetIntervalHistogram();

        Assert.Equal((1, 0), (interval.TotalCount, interval.GetCountAtValue(1)));
    }

    [Fact]
    public async Task Value_that_does_not_fit_does_not_block_the_reader()
    {
        Recorder recorder = NewRecorder();

        Assert.Throws<IndexOutOfRangeException>(() => recorder.RecordValue(-1));
        Assert.Throws<IndexOutOfRangeException>(() => recorder.RecordValueWithCount(-1, 1));
        Assert.Throws<IndexOutOfRangeException>(() => recorder.RecordValueWithExpectedInterval(-1, 1));
        Assert.Equal(0, (await Task.Run(recorder.GetIntervalHistogram).WaitAsync(Limit)).TotalCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Nothing_is_lost_between_writers_and_a_reader(int writers)
    {
        const int EachWrites = 100_000;
        HistogramFactoryDelegate factory = writers == 1
            ? (id, low, high, digits) => new LongHistogram(id, low, high, digits)
            : (id, low, high, digits) => new LongConcurrentHistogram(id, low, high, digits);
        var recorder = new Recorder(1, 1_000_000, 2, factory);
        var sum = new LongHistogram(1, 1_000_000, 2);
        using var timeLimit = new CancellationTokenSource(Limit);
        Task[] tasks = [.. Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAll(recorder, writer)))];
        Task all = Task.WhenAll(tasks);
        HistogramBase interval = recorder.GetIntervalHistogram();
        int intervals = 1;
        sum.Add(interval);
        while (!all.IsCompleted)
        {
            timeLimit.Token.ThrowIfCancellationRequested();
            interval = recorder.GetIntervalHistogram(interval);
            Assert.Equal(interval.TotalCount, interval.RecordedValues().Sum(step => step.CountAtValueIteratedTo));
            sum.Add(interval);
            intervals++;
        }

        await all;
        sum.Add(recorder.GetIntervalHistogram());

        Assert.Equal(writers * EachWrites, sum.TotalCount);
        for (int writer = 0; writer < writers; writer++)
        {
            Assert.Equal(EachWrites, sum.GetCountAtValue(1_000 * (writer + 1)));
        }

        Assert.True(intervals > 1, "The reader took no interval while writers wrote.");

        static void WriteAll(Recorder recorder, int writer)
        {
            for (int i = 0; i < EachWrites; i++)
            {
                recorder.RecordValue(1_000 * (writer + 1));
            }
        }
    }

    [Fact]
    public async Task Flip_waits_for_writers_inside_and_not_for_those_who_come_later()
    {
        var phaser = new WriterReaderPhaser();
        for (int phase = 0; phase < 4; phase++)
        {
            long inside = phaser.WriterCriticalSectionEnter();
            using var started = new ManualResetEventSlim();
            var flip = Task.Run(() =>
            {
                phaser.ReaderLock();
                try
                {
                    started.Set();
                    phaser.FlipPhase(TimeSpan.FromMilliseconds(1));
                }
                finally
                {
                    phaser.ReaderUnlock();
                }
            });
            Assert.True(started.Wait(Limit));
            long later = EnterNextPhase(phaser, inside);
            Assert.False(flip.IsCompleted);
            phaser.WriterCriticalSectionExit(inside);
            await flip.WaitAsync(Limit);
            phaser.WriterCriticalSectionExit(later);
        }
    }

    [Fact]
    public void Flip_without_the_reader_lock_is_refused()
    {
        var phaser = new WriterReaderPhaser();

        Assert.Throws<InvalidOperationException>(() => phaser.FlipPhase());
        Assert.Throws<SynchronizationLockException>(phaser.ReaderUnlock);
    }

    /// <summary>Enters and leaves until the flip has started a new phase, which the sign tells.</summary>
    private static long EnterNextPhase(WriterReaderPhaser phaser, long oldPhase)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < Limit)
        {
            long entered = phaser.WriterCriticalSectionEnter();
            if ((entered < 0) != (oldPhase < 0))
            {
                return entered;
            }

            phaser.WriterCriticalSectionExit(entered);
            Thread.Yield();
        }

        throw new TimeoutException("The flip did not start a new phase.");
    }

    private static Recorder NewRecorder() =>
        new(1, 1_000_000, 3, (id, low, high, digits) => new LongHistogram(id, low, high, digits));
}
