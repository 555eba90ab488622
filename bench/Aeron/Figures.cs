using System.Globalization;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>Named numbers of one measurement.</summary>
internal sealed class Figures(params (string Name, double Value)[] values)
{
    public override string ToString() => string.Join("  ", values.Select(figure => string.Create(
        CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:N0}")));
}
