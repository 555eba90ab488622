namespace HdrHistogram;

/// <summary>Takes values: a histogram, or a <see cref="Recorder"/> in front of one.</summary>
public interface IRecorder
{
    /// <summary>Records one value.</summary>
    /// <param name="value">The value, in the caller's unit; 0 or more.</param>
    /// <exception cref="IndexOutOfRangeException">The value is negative or beyond the last bucket.</exception>
    void RecordValue(long value);

    /// <summary>Records one value a number of times.</summary>
    /// <param name="value">The value, in the caller's unit; 0 or more.</param>
    /// <param name="count">How many times; 0 or more.</param>
    /// <exception cref="IndexOutOfRangeException">The value is negative or beyond the last bucket.</exception>
    void RecordValueWithCount(long value, long count);

    /// <summary>
    /// Records one value and, when it is longer than the interval at which values were due, the values that the
    /// delay kept from being measured: value − interval, value − 2·interval, … down to one interval.
    /// </summary>
    /// <param name="value">The value, in the caller's unit; 0 or more.</param>
    /// <param name="expectedIntervalBetweenValueSamples">The interval, same unit; 0 or less adds nothing.</param>
    /// <exception cref="IndexOutOfRangeException">The value is negative or beyond the last bucket.</exception>
    void RecordValueWithExpectedInterval(long value, long expectedIntervalBetweenValueSamples);
}
