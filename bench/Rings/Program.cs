using System.Globalization;
using System.Text.Json;
using Disruptor;
using Disruptor.Dsl;
using MatchingEngine.Bench;
using MatchingEngine.Bench.Rings;

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

var measurements = Measurements(options.ScalePercent);
TextWriter about = options.Json ? Console.Error : Console.Out;
Surroundings.Print(about, "Rings", args);
about.WriteLine($"Disruptor from {Library}");

for (var round = 1; round <= options.Rounds; round++)
{
    foreach (var (name, measure) in measurements)
    {
        if (!name.Contains(options.Only, StringComparison.Ordinal))
            continue;

        GC.Collect();
        var floorNanos = CoreToCore.RoundTripNanos();
        var figures = measure();
        Report(name, round, floorNanos, figures);
    }
}

return 0;

void Report(string name, int round, double floorNanos, Dictionary<string, double> figures)
{
    var state = CoreToCore.StateOf(floorNanos);
    if (options.Json)
    {
        var line = new { library = Library, name, round, state, floorNanos = Math.Round(floorNanos, 1), figures };
        Console.WriteLine(JsonSerializer.Serialize(line));
        return;
    }

    var text = string.Join("  ", figures.Select(figure => string.Create(
        CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:N1}")));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-30} {text,-52} core to core {floorNanos:N0} ns, {state}"));
}

static List<(string Name, Func<Dictionary<string, double>> Measure)> Measurements(long scalePercent)
{
    long Scaled(long count) => Math.Max(10_000, count * scalePercent / 100);

    Dictionary<string, double> Rate<T>(
        IWaitStrategy waitStrategy, long eventCount, ProducerType producerType, int stageCount, int claimCount)
        where T : struct, INumbered
    {
        var (median, bestTenth) =
            Throughput.Measure<T>(waitStrategy, producerType, stageCount, claimCount, Scaled(eventCount));
        return new() { ["millionPerSecond"] = median, ["bestTenth"] = bestTenth };
    }

    Dictionary<string, double> RoundTrip(Func<IWaitStrategy> newWaitStrategy, int roundTrips)
    {
        var percentiles = PingPong.Measure(newWaitStrategy, (int)Scaled(roundTrips));
        return new()
        {
            ["meanNanos"] = percentiles.MeanNanos,
            ["p50Nanos"] = percentiles.P50Nanos,
            ["p99Nanos"] = percentiles.P99Nanos,
        };
    }

    const ProducerType Single = ProducerType.Single;
    const ProducerType Multi = ProducerType.Multi;
    return
    [
        ("1p1c busy-spin", () => Rate<SmallSlot>(new BusySpinWaitStrategy(), 40_000_000, Single, 1, 1)),
        ("1p1c yielding", () => Rate<SmallSlot>(new YieldingWaitStrategy(), 40_000_000, Single, 1, 1)),
        ("1p1c blocking", () => Rate<SmallSlot>(new BlockingWaitStrategy(), 10_000_000, Single, 1, 1)),
        ("1p1c 128-byte busy-spin", () => Rate<WideSlot>(new BusySpinWaitStrategy(), 20_000_000, Single, 1, 1)),
        ("1p1c batch-of-10 busy-spin", () => Rate<SmallSlot>(new BusySpinWaitStrategy(), 100_000_000, Single, 1, 10)),
        ("1p1c multi busy-spin", () => Rate<SmallSlot>(new BusySpinWaitStrategy(), 20_000_000, Multi, 1, 1)),
        ("1p1c multi yielding", () => Rate<SmallSlot>(new YieldingWaitStrategy(), 20_000_000, Multi, 1, 1)),
        ("pipeline of 3 yielding", () => Rate<SmallSlot>(new YieldingWaitStrategy(), 20_000_000, Single, 3, 1)),
        ("ping-pong busy-spin", () => RoundTrip(() => new BusySpinWaitStrategy(), 500_000)),
        ("ping-pong yielding", () => RoundTrip(() => new YieldingWaitStrategy(), 500_000)),
        ("ping-pong blocking", () => RoundTrip(() => new BlockingWaitStrategy(), 10_000)),
    ];
}
