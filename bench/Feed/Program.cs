using System.CommandLine;
using MatchingEngine.Bench;
using MatchingEngine.Bench.Feed;

var rounds = new Option<int>("--rounds")
{
    Description = "Rounds; each measures everything once. Medians are printed.",
    DefaultValueFactory = _ => 3,
};
var seconds = new Option<int>("--seconds")
{
    Description = "Seconds a latency measurement.",
    DefaultValueFactory = _ => 4,
};
var rate = new Option<int>("--rate")
{
    Description = "Orders a second of a latency measurement.",
    DefaultValueFactory = _ => 5_000,
};
var commands = new Option<int>("--commands")
{
    Description = "Commands a throughput measurement.",
    DefaultValueFactory = _ => 300_000,
};
var trips = new Option<int>("--round-trips")
{
    Description = "Order round trips a measurement.",
    DefaultValueFactory = _ => 20_000,
};
var only = new Option<string?>("--only")
{
    Description = "One part: latency, throughput, orders, or stall, which the default, all of them, leaves out.",
};
var stall = new Option<int>("--stall-seconds")
{
    Description = "Seconds that a subscriber stands still, for --only stall.",
    DefaultValueFactory = _ => 60,
};
var root = new RootCommand("Figures of the feed, each beside raw Aeron, and what the feed costs the order path.")
{
    rounds, seconds, rate, commands, trips, only, stall,
};
root.SetAction(parsed =>
{
    var suite = new Suite(
        parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(commands), parsed.GetValue(trips));
    string? part = parsed.GetValue(only);
    for (int round = 1; round <= parsed.GetValue(rounds); round++)
    {
        Console.Error.WriteLine($"round {round} of {parsed.GetValue(rounds)}");
        if (part == "stall")
            suite.MeasureStall(parsed.GetValue(stall));
        else
            suite.MeasureRound(part);
    }
    Surroundings.Print(Console.Out, "Feed", args);
    suite.Print(Console.Out);
});
return root.Parse(args).Invoke();
