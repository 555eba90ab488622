using System.CommandLine;
using MatchingEngine.Bench;
using MatchingEngine.Bench.Latency;

var rounds = new Option<int>("--rounds")
{
    Description = "Rounds; each measures everything once, floors first. Medians are printed.",
    DefaultValueFactory = _ => 5,
};
var trips = new Option<int>("--round-trips")
{
    Description = "Round trips a measurement.",
    DefaultValueFactory = _ => 20_000,
};
var commands = new Option<int>("--commands")
{
    Description = "Commands a throughput measurement.",
    DefaultValueFactory = _ => 500_000,
};
var megabytes = new Option<int>("--megabytes")
{
    Description = "Megabytes a write measurement.",
    DefaultValueFactory = _ => 256,
};
var directory = new Option<string?>("--data")
{
    Description = "Where journals are written and removed again. Default: the system's temporary directory.",
};
var root = new RootCommand("Whole-path figures, each beside its floor in the same run.")
{
    rounds, trips, commands, megabytes, directory,
};
foreach (Option<int> count in (Option<int>[])[rounds, trips, commands, megabytes])
{
    count.Validators.Add(result =>
    {
        if (result.Errors.Any() || result.GetValueOrDefault<int>() < 1)
            result.AddError($"{count.Name} must be a number from 1.");
    });
}
root.SetAction(parsed =>
{
    var suite = new Suite(
        parsed.GetValue(directory) ?? Path.GetTempPath(),
        parsed.GetValue(trips),
        parsed.GetValue(commands),
        parsed.GetValue(megabytes) * 1_000_000L);
    for (int round = 1; round <= parsed.GetValue(rounds); round++)
    {
        Console.Error.WriteLine($"round {round} of {parsed.GetValue(rounds)}");
        suite.MeasureRound();
    }
    Surroundings.Print(Console.Out, "Latency", args);
    suite.Print(Console.Out);
});
return root.Parse(args).Invoke();
