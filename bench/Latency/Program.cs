using System.CommandLine;
using System.Runtime.InteropServices;
using MatchingEngine.Bench.Latency;
using MatchingEngine.Journal;
using MatchingEngine.Pipeline;

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
root.SetAction(parsed =>
{
    string parent = parsed.GetValue(directory) ?? Path.GetTempPath();
    var figures = new Figures();
    for (int round = 1; round <= parsed.GetValue(rounds); round++)
    {
        Console.Error.WriteLine($"round {round} of {parsed.GetValue(rounds)}");
        Measure(figures, parent, parsed.GetValue(trips), parsed.GetValue(commands), parsed.GetValue(megabytes) * 1_000_000L);
    }
    Print(figures, args);
});
return root.Parse(args).Invoke();

static void Measure(Figures figures, string parent, int trips, int commands, long bytes)
{
    int warmUp = Math.Max(20_000, trips / 4);
    figures.AddLatency("echo floor, spinning", EchoFloor.Measure(spinning: true, trips, warmUp));
    using (var path = new WholePath(parent, ThreadLayout.Shared, DurabilityPolicy.Os))
        figures.AddLatency("order, shared, os", path.RoundTrips(trips, warmUp));
    figures.AddLatency("echo floor, blocking", EchoFloor.Measure(spinning: false, trips / 4, warmUp / 4));
    using (var path = new WholePath(parent, ThreadLayout.Quiet, DurabilityPolicy.Os))
        figures.AddLatency("order, quiet, os", path.RoundTrips(trips, warmUp));
    using (var path = new WholePath(parent, ThreadLayout.Shared, DurabilityPolicy.Group))
    {
        figures.AddLatency("order, shared, group", path.RoundTrips(trips / 8, warmUp / 8));
        path.Throughput(commands / 4, window: 4_096);
        figures.Add("throughput shared, group, commands/s", path.Throughput(commands, window: 4_096));
        figures.Add("replay, commands/s", path.StopAndReplay());
    }
    figures.Add("write floor, 64 KiB blocks, MB/s", WriteFloor.Measure(parent, bytes, 64 * 1024));
    figures.Add("journal append, os, MB/s", JournalSpeed.Measure(parent, bytes));
}

static void Print(Figures figures, string[] args)
{
    Console.WriteLine($"machine  {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
    Console.WriteLine($"runtime  {RuntimeInformation.FrameworkDescription}");
    Console.WriteLine($"command  dotnet run -c Release --project bench/Latency -- {string.Join(' ', args)}");
    Console.WriteLine();
    figures.Print(Console.Out);
    Console.WriteLine();
    figures.PrintRatio(Console.Out, "order, shared, os, p50 µs", "echo floor, spinning, p50 µs");
    figures.PrintRatio(Console.Out, "order, shared, os, p99 µs", "echo floor, spinning, p99 µs");
    figures.PrintRatio(Console.Out, "order, quiet, os, p50 µs", "echo floor, blocking, p50 µs");
    figures.PrintRatio(Console.Out, "journal append, os, MB/s", "write floor, 64 KiB blocks, MB/s");
}
