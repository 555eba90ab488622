using System.Globalization;
using HdrHistogram.Iteration;

namespace HdrHistogram;

/// <summary>The two text forms of a percentile distribution.</summary>
internal static class PercentileText
{
    public static void WriteColumns(
        HistogramBase histogram,
        IEnumerable<HistogramIterationValue> steps,
        TextWriter writer,
        double scale)
    {
        int digits = histogram.NumberOfSignificantValueDigits;
        writer.Write($"{"Value",12} {"Percentile",14} {"TotalCount",10} {"1/(1-Percentile)",14}\n\n");
        foreach (HistogramIterationValue step in steps)
        {
            string value = Fixed(step.ValueIteratedTo / scale, digits);
            double share = step.PercentileLevelIteratedTo / 100.0;
            writer.Write($"{value,12} {Fixed(share, 12),14} {Whole(step.TotalCountToThisValue),10}");
            if (!step.IsLastValue())
            {
                writer.Write($" {Fixed(1 / (1 - share), 2),14}");
            }

            writer.Write('\n');
        }

        string mean = Fixed(histogram.GetMean() / scale, digits);
        string deviation = Fixed(histogram.GetStdDeviation() / scale, digits);
        string max = Fixed(histogram.GetMaxValue() / scale, digits);
        writer.Write($"#[Mean    = {mean,12}, StdDeviation   = {deviation,12}]\n");
        writer.Write($"#[Max     = {max,12}, Total count    = {Whole(histogram.TotalCount),12}]\n");
        string buckets = Whole(histogram.BucketCount);
        writer.Write($"#[Buckets = {buckets,12}, SubBuckets     = {Whole(histogram.SubBucketCount),12}]\n");
    }

    public static void WriteCommaSeparated(
        HistogramBase histogram,
        IEnumerable<HistogramIterationValue> steps,
        TextWriter writer,
        double scale)
    {
        int digits = histogram.NumberOfSignificantValueDigits;
        writer.Write("\"Value\",\"Percentile\",\"TotalCount\",\"1/(1-Percentile)\"\n");
        foreach (HistogramIterationValue step in steps)
        {
            string value = Fixed(step.ValueIteratedTo / scale, digits);
            double share = step.PercentileLevelIteratedTo / 100.0;
            string inverse = step.IsLastValue() ? "Infinity" : Fixed(1 / (1 - share), 2);
            writer.Write($"{value},{Fixed(share, 12)},{Whole(step.TotalCountToThisValue)},{inverse}\n");
        }
    }

    private static string Fixed(double number, int decimals) =>
        number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
