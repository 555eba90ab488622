using HdrHistogram.Utilities;

namespace HdrHistogram;

/// <summary>
/// Takes values from writers all the time and gives a reader the histogram of each interval, without loss and
/// without keeping writers waiting: two histograms change places, and the reader waits until the last writer has left
/// the one it takes.
/// </summary>
/// <remarks>
/// Any number of threads may record when the factory makes a <see cref="LongConcurrentHistogram"/>; a
/// <see cref="LongHistogram"/> allows one. Any thread may read.
/// </remarks>
public class Recorder : IRecorder
{
    private static long s_lastInstanceId;

    private readonly WriterReaderPhaser _phaser = new();
    private readonly HistogramFactoryDelegate _histogramFactory;
    private readonly long _instanceId = Interlocked.Increment(ref s_lastInstanceId);
    private readonly long _lowestDiscernibleValue;
    private readonly long _highestTrackableValue;
    private readonly int _numberOfSignificantValueDigits;
    private volatile HistogramBase _active;
    private HistogramBase? _inactive;

    /// <summary>Makes a recorder; its first interval starts now.</summary>
    /// <param name="lowestDiscernibleValue">The smallest value to tell from 0; 1 or more.</param>
    /// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
    /// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
    /// <param name="histogramFactory">Makes the histograms.</param>
    /// <exception cref="ArgumentException">An argument is outside its range.</exception>
    public Recorder(
        long lowestDiscernibleValue,
        long highestTrackableValue,
        int numberOfSignificantValueDigits,
        HistogramFactoryDelegate histogramFactory)
    {
        ArgumentNullException.ThrowIfNull(histogramFactory);
        _lowestDiscernibleValue = lowestDiscernibleValue;
        _highestTrackableValue = highestTrackableValue;
        _numberOfSignificantValueDigits = numberOfSignificantValueDigits;
        _histogramFactory = histogramFactory;
        _active = MakeHistogram();
        _inactive = MakeHistogram();
        _active.StartTimeStamp = NowMillis();
    }

    /// <inheritdoc/>
    public void RecordValue(long value)
    {
        long entered = _phaser.WriterCriticalSectionEnter();
        try
        {
            _active.RecordValue(value);
        }
        finally
        {
            _phaser.WriterCriticalSectionExit(entered);
        }
    }

    /// <inheritdoc/>
    public void RecordValueWithCount(long value, long count)
    {
        long entered = _phaser.WriterCriticalSectionEnter();
        try
        {
            _active.RecordValueWithCount(value, count);
        }
        finally
        {
            _phaser.WriterCriticalSectionExit(entered);
        }
    }

    /// <inheritdoc/>
    public void RecordValueWithExpectedInterval(long value, long expectedIntervalBetweenValueSamples)
    {
        long entered = _phaser.WriterCriticalSectionEnter();
        try
        {
            _active.RecordValueWithExpectedInterval(value, expectedIntervalBetweenValueSamples);
        }
        finally
        {
            _phaser.WriterCriticalSectionExit(entered);
        }
    }

    /// <summary>
    /// Ends the interval and gives its histogram, which the recorder does not use again unless it is handed back to
    /// <see cref="GetIntervalHistogram(HistogramBase)"/>.
    /// </summary>
    public HistogramBase GetIntervalHistogram() => GetIntervalHistogram(null);

    /// <summary>Ends the interval and gives its histogram, and takes an earlier one back for use.</summary>
    /// <param name="histogramToRecycle">
    /// One that this recorder gave earlier; its counts are lost. Without one (null) a new histogram is made.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// It is not of this recorder, or the recorder has it already. The interval goes on.
    /// </exception>
    public HistogramBase GetIntervalHistogram(HistogramBase? histogramToRecycle)
    {
        _phaser.ReaderLock();
        try
        {
            if (histogramToRecycle is not null)
            {
                RequireGivenOut(histogramToRecycle);
                _inactive = histogramToRecycle;
            }

            HistogramBase interval = EndInterval();
            _inactive = null;
            return interval;
        }
        finally
        {
            _phaser.ReaderUnlock();
        }
    }

    /// <summary>Ends the interval and copies its counts and time stamps.</summary>
    /// <param name="targetHistogram">The histogram to overwrite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target's range is too small; the interval is lost.</exception>
    public void GetIntervalHistogramInto(HistogramBase targetHistogram)
    {
        ArgumentNullException.ThrowIfNull(targetHistogram);
        _phaser.ReaderLock();
        try
        {
            EndInterval().CopyInto(targetHistogram);
        }
        finally
        {
            _phaser.ReaderUnlock();
        }
    }

    /// <summary>Drops what is recorded; a new interval starts now.</summary>
    public void Reset()
    {
        _phaser.ReaderLock();
        try
        {
            EndInterval();
        }
        finally
        {
            _phaser.ReaderUnlock();
        }
    }

    private static long NowMillis() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private HistogramBase MakeHistogram() => _histogramFactory(
        _instanceId, _lowestDiscernibleValue, _highestTrackableValue, _numberOfSignificantValueDigits);

    /// <summary>Swaps the two histograms and gives the one that no writer is in any more. Needs the lock.</summary>
    private HistogramBase EndInterval()
    {
        HistogramBase fresh = _inactive ?? MakeHistogram();
        fresh.Reset();
        HistogramBase ended = _active;
        long nowMillis = NowMillis();
        fresh.StartTimeStamp = nowMillis;
        fresh.EndTimeStamp = 0;
        ended.EndTimeStamp = nowMillis;
        _inactive = ended;
        _active = fresh;
        _phaser.FlipPhase();
        return ended;
    }

    private void RequireGivenOut(HistogramBase histogram)
    {
        if (histogram.InstanceId != _instanceId)
        {
            throw new InvalidOperationException("The histogram to recycle was not made by this recorder.");
        }

        if (ReferenceEquals(histogram, _active) || ReferenceEquals(histogram, _inactive))
        {
            throw new InvalidOperationException("The histogram to recycle is in use by this recorder.");
        }
    }
}
