using MatchingEngine.Journal;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Latency;

/// <summary>Everything that is measured, each floor right before what stands on it.</summary>
internal sealed class Suite
{
    private const int WarmUpMin = 20_000;
    private const int Window = 4_096;
    private const int FloorBlockBytes = 64 * 1024;

    private const string EchoSpinning = "echo floor, spinning";
    private const string EchoBlocking = "echo floor, blocking";
    private const string OrderShared = "order, shared, os";
    private const string OrderQuiet = "order, quiet, os";
    private const string OrderGroup = "order, shared, group";
    private const string Writes = "write floor, 64 KiB blocks, MB/s";
    private const string Appends = "journal append, os, MB/s";

    private readonly Figures _figures = new();
    private readonly string _directory;
    private readonly int _trips;
    private readonly int _warmUp;
    private readonly int _commands;
    private readonly long _bytes;

    /// <param name="directory">Where journals are written and removed again.</param>
    /// <param name="trips">Round trips a measurement.</param>
    /// <param name="commands">Commands a throughput measurement.</param>
    /// <param name="bytes">Bytes a write measurement.</param>
    public Suite(string directory, int trips, int commands, long bytes)
    {
        _directory = directory;
        _trips = trips;
        _warmUp = Math.Max(WarmUpMin, trips / 4);
        _commands = commands;
        _bytes = bytes;
    }

    /// <summary>Measures everything once.</summary>
    public void MeasureRound()
    {
        _figures.AddLatency(EchoSpinning, EchoFloor.Measure(spinning: true, _trips, _warmUp));
        using (var path = new WholePath(_directory, ThreadLayout.Shared, DurabilityPolicy.Os))
        {
            _figures.AddLatency(OrderShared, path.RoundTrips(_trips, _warmUp));
            AddThroughput("throughput shared, os, commands/s", path);
        }
        _figures.AddLatency(EchoBlocking, EchoFloor.Measure(spinning: false, Part(_trips, 4), _warmUp / 4));
        using (var path = new WholePath(_directory, ThreadLayout.Quiet, DurabilityPolicy.Os))
            _figures.AddLatency(OrderQuiet, path.RoundTrips(_trips, _warmUp));
        using (var path = new WholePath(_directory, ThreadLayout.Shared, DurabilityPolicy.Group))
        {
            _figures.AddLatency(OrderGroup, path.RoundTrips(Part(_trips, 8), _warmUp / 8));
            AddThroughput("throughput shared, group, commands/s", path);
            _figures.Add("replay, commands/s", path.StopAndReplay());
        }
        _figures.Add(Writes, WriteFloor.Measure(_directory, _bytes, FloorBlockBytes));
        _figures.Add(Appends, JournalSpeed.Measure(_directory, _bytes));
    }

    /// <summary>Prints the figures of all rounds, and the ratios to the floors.</summary>
    public void Print(TextWriter output)
    {
        _figures.Print(output);
        output.WriteLine();
        _figures.PrintRatio(output, $"{OrderShared}, p50 µs", $"{EchoSpinning}, p50 µs");
        _figures.PrintRatio(output, $"{OrderShared}, p99 µs", $"{EchoSpinning}, p99 µs");
        _figures.PrintRatio(output, $"{OrderQuiet}, p50 µs", $"{EchoBlocking}, p50 µs");
        _figures.PrintRatio(output, Appends, Writes);
    }

    private void AddThroughput(string figure, WholePath path)
    {
        path.Throughput(Part(_commands, 4), Window);
        _figures.Add(figure, path.Throughput(_commands, Window));
    }

    private static int Part(int whole, int divisor) => Math.Max(1, whole / divisor);
}
