using System.Globalization;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>Named numbers of one measurement.</summary>
internal sealed class Figures(params (string Name, double Value)[] values)
{
    public override string ToString() => string.Join("  ", values.Select(figure => string.Create(
        CultureInfo.InvariantCulture, $"{figure.Name} {Text(figure.Value)}")));

    private static string Text(double value) =>
        value.ToString(value < 1000 ? "N1" : "N0", CultureInfo.InvariantCulture);
}
