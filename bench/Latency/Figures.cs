using System.Globalization;
using HdrHistogram;

namespace MatchingEngine.Bench.Latency;

/// <summary>
/// Named figures, one value a round; prints minimum, median and maximum, and ratios taken round by round.
/// </summary>
internal sealed class Figures
{
    private const double NanosPerMicro = 1_000;

    private readonly Dictionary<string, List<double>> _values = [];

    public void Add(string name, double value)
    {
        if (!_values.TryGetValue(name, out List<double>? values))
            _values.Add(name, values = []);
        values.Add(value);
    }

    public void AddLatency(string name, LongHistogram nanos)
    {
        Add($"{name}, p50 µs", nanos.GetValueAtPercentile(50) / NanosPerMicro);
        Add($"{name}, p99 µs", nanos.GetValueAtPercentile(99) / NanosPerMicro);
        Add($"{name}, p99.9 µs", nanos.GetValueAtPercentile(99.9) / NanosPerMicro);
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"figure",-40} {"min",12} {"median",12} {"max",12}");
        foreach ((string name, List<double> values) in _values)
        {
            (double min, double median, double max) = (values.Min(), Median(values), values.Max());
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-40} {min,12:N1} {median,12:N1} {max,12:N1}"));
        }
    }

    /// <summary>The median of the ratios of each round.</summary>
    public void PrintRatio(TextWriter output, string name, string floor)
    {
        List<double> ratios = [.. _values[name].Zip(_values[floor], (value, below) => value / below)];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} / {floor}: {Median(ratios):F2}"));
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
