using System.Globalization;

namespace MatchingEngine.Bench.Rings;

/// <summary>What the command line asks for.</summary>
public sealed record Options(int Rounds, long ScalePercent, string Only, bool Json)
{
    public const string Usage =
        "Rings [--rounds N] [--scale-percent N] [--only TEXT] [--json]\n" +
        "  --rounds N         measure everything N times (default 1)\n" +
        "  --scale-percent N  number of events relative to the default (default 100)\n" +
        "  --only TEXT        only measurements whose name contains TEXT\n" +
        "  --json             one JSON object a line on standard output, progress on standard error";

    /// <summary>Reads the command line; null when it makes no sense or asks for help.</summary>
    public static Options? Parse(string[] arguments)
    {
        var options = new Options(1, 100, "", false);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--json":
                    options = options with { Json = true };
                    continue;
                case "--only" when value.Length > 0:
                    options = options with { Only = value };
                    break;
                case "--rounds" when TryCount(value, out var rounds):
                    options = options with { Rounds = (int)rounds };
                    break;
                case "--scale-percent" when TryCount(value, out var percent):
                    options = options with { ScalePercent = percent };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options;
    }

    private static bool TryCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= 100_000;
}
