namespace HdrHistogram;

/// <summary>Makes the histograms of a <see cref="Recorder"/>.</summary>
/// <param name="instanceId">The id that the histogram must carry.</param>
/// <param name="lowestDiscernibleValue">The smallest value to tell from 0; 1 or more.</param>
/// <param name="highestTrackableValue">The largest value to be recorded; at least twice the lowest.</param>
/// <param name="numberOfSignificantValueDigits">Decimal digits to which values are kept; 0 to 5.</param>
public delegate HistogramBase HistogramFactoryDelegate(
    long instanceId,
    long lowestDiscernibleValue,
    long highestTrackableValue,
    int numberOfSignificantValueDigits);
