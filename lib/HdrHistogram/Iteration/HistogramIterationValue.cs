using System.Globalization;

namespace HdrHistogram.Iteration;

/// <summary>
/// One step of a walk over a histogram. The walk hands out the same object at every step with new contents: take the
/// figures out of it before the next step.
/// </summary>
public sealed class HistogramIterationValue
{
    /// <summary>Makes a step with all figures 0.</summary>
    public HistogramIterationValue()
    {
    }

    /// <summary>The highest value of the slot that this step ends with.</summary>
    public long ValueIteratedTo { get; private set; }

    /// <summary>What <see cref="ValueIteratedTo"/> was at the step before; 0 at the first.</summary>
    public long ValueIteratedFrom { get; private set; }

    /// <summary>The count of the slot that this step ends with.</summary>
    public long CountAtValueIteratedTo { get; private set; }

    /// <summary>How many recorded values this step adds to those of the steps before.</summary>
    public long CountAddedInThisIterationStep { get; private set; }

    /// <summary>How many recorded values all steps so far cover.</summary>
    public long TotalCountToThisValue { get; private set; }

    /// <summary>The sum of the recorded values that all steps so far cover, each at the middle of its slot.</summary>
    public long TotalValueToThisValue { get; private set; }

    /// <summary>The share of recorded values that all steps so far cover, in percent.</summary>
    public double Percentile { get; private set; }

    /// <summary>
    /// The level in percent that this step was to reach; in walks without levels the same as
    /// <see cref="Percentile"/>.
    /// </summary>
    public double PercentileLevelIteratedTo { get; private set; }

    /// <summary>Whether the level is 100 percent.</summary>
    public bool IsLastValue() => PercentileLevelIteratedTo >= 100.0;

    /// <summary>The figures as text, for people; the same in every culture.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"values {ValueIteratedFrom} to {ValueIteratedTo}: count {CountAtValueIteratedTo}, "
        + $"added {CountAddedInThisIterationStep}, total {TotalCountToThisValue}, "
        + $"sum {TotalValueToThisValue}, {Percentile} % of level {PercentileLevelIteratedTo} %");

    internal void Advance(
        long valueIteratedTo,
        long countAtValue,
        long totalCount,
        long totalValue,
        double percentile,
        double percentileLevel)
    {
        ValueIteratedFrom = ValueIteratedTo;
        ValueIteratedTo = valueIteratedTo;
        CountAtValueIteratedTo = countAtValue;
        CountAddedInThisIterationStep = totalCount - TotalCountToThisValue;
        TotalCountToThisValue = totalCount;
        TotalValueToThisValue = totalValue;
        Percentile = percentile;
        PercentileLevelIteratedTo = percentileLevel;
    }
}
