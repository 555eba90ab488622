using System.Globalization;
using MatchingEngine.Bench;
using MatchingEngine.Bench.AeronClient;

#if UPSTREAM
const string Library = "package";
#else
const string Library = "lib";
#endif

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (options.Mode is "ponger" or "publisher" or "subscriber")
{
    using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds));
    FarEnd.Run(options, stop.Token);
    return 0;
}

Surroundings.Print(Console.Out, "Aeron", args);
Console.WriteLine($"Aeron.Client from {Library}, driver at {options.Directory}, {options.Channel}, " +
    $"{options.Processes} process(es), {(options.Concurrent ? "concurrent" : "exclusive")}, " +
    $"{(options.Spins ? "spinning" : "yielding")}");
int measurement = 0;
foreach (int length in options.Lengths)
{
    if (options.Mode is "all" or "round-trip")
    {
        Report("round trip", length, RoundTrip.Measure(options.WithStreamsOfItsOwn(measurement++), length));
    }

    if (options.Mode is "all" or "throughput")
    {
        Report("throughput", length, Throughput.Measure(options.WithStreamsOfItsOwn(measurement++), length));
    }

    if (options.Mode is "all" or "self")
    {
        Report("self", length, SelfTrip.Measure(options.WithStreamsOfItsOwn(measurement++), length));
    }
}

return 0;

static void Report(string name, int length, Figures figures) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{name,-11} {length,5} bytes  {figures}"));
