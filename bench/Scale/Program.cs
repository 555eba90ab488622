using System.Globalization;
using MatchingEngine.Bench;
using MatchingEngine.Bench.Scale.Features;
using MatchingEngine.Bench.Scale.Load;
using MatchingEngine.Bench.Scale.Runtime;

const string usage = """
    Scale load [--min-orders N] [--max-orders N] [--instruments 1|100|10000] [--rounds N]
        [--ids sparse|sequence] [--idle yes|no]
    Scale features [--rounds N]
    Scale runtime [--rounds N]
    """;

if (args.Length % 2 == 0)
    return Fail();
Dictionary<string, string> options = [];
for (int i = 1; i < args.Length; i += 2)
    options[args[i]] = args[i + 1];
int Number(string name, int otherwise) =>
    options.Remove(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

switch (args[0])
{
    case "load":
        int least = Number("--min-orders", 0);
        int most = Number("--max-orders", 1_000_000);
        int instruments = Number("--instruments", 0);
        int rounds = Number("--rounds", 3);
        bool sparse = !options.Remove("--ids", out string? ids) || ids == "sparse";
        bool idle = options.Remove("--idle", out string? idleText) && idleText == "yes";
        if (options.Count > 0 || (ids is not null and not "sparse" and not "sequence")
            || (idleText is not null and not "yes" and not "no"))
            return Fail();
        Surroundings.Print(Console.Out, "Scale", args);
        LoadTable.Print(least, most, instruments, rounds, sparse, idle);
        return 0;
    case "features":
        int samples = Number("--rounds", 60);
        if (options.Count > 0)
            return Fail();
        Surroundings.Print(Console.Out, "Scale", args);
        FeatureTable.Print(samples);
        return 0;
    case "runtime":
        int runs = Number("--rounds", 100);
        if (options.Count > 0)
            return Fail();
        RuntimeSpeed.Print(runs);
        return 0;
    default:
        return Fail();
}

static int Fail()
{
    Console.Error.WriteLine(usage);
    return 2;
}
