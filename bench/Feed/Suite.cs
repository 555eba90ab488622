using System.Globalization;
using MatchingEngine.Bench.Latency;
using MatchingEngine.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>Everything that is measured, each beside raw Aeron at the same length and rate.</summary>
internal sealed class Suite(int seconds, int perSecond, int commands, int trips)
{
    private const int RawPackets = 2_000_000;

    private readonly Figures _figures = new();
    private readonly List<(string Name, string Floor)> _ratios = [];
    private readonly RecordedEvents _events = new(commands);
    private bool _isWarm;

    /// <param name="only">The part to measure; null for all of them.</param>
    public void MeasureRound(string? only)
    {
        if (only is null or "latency")
        {
            MeasureLatency("IPC", static () => Places.Ipc);
            MeasureLatency("UDP", Places.Udp);
        }
        if (only is null or "throughput")
            MeasureThroughput();
        if (only is null or "orders")
            MeasureOrderPaths();
    }

    /// <summary>Not part of a round: it takes four times as long as the other subscriber stands still.</summary>
    public void MeasureStall(int stallSeconds)
    {
        MeasureStall("IPC", FeedOptions.DefaultChannel, stallSeconds);
        MeasureStall("UDP", Places.Udp(), stallSeconds);
    }

    public void Print(TextWriter output)
    {
        _figures.Print(output);
        foreach ((string name, string floor) in _ratios)
            _figures.PrintRatio(output, name, floor);
    }

    private void MeasureStall(string name, string channel, int stallSeconds)
    {
        StalledSubscriber.Result result = StalledSubscriber.Measure(channel, perSecond, stallSeconds);
        _figures.AddLatency($"{name}, alone", result.Alone);
        _figures.AddLatency($"{name}, beside one that stands", result.Beside);
        _figures.Add($"{name}, packets missing", result.Missing);
        _figures.Add($"{name}, recovery s", result.RecoverySeconds);
        foreach (string percentile in (string[])["p50 µs", "p99 µs", "p99.9 µs"])
            _ratios.Add(($"{name}, beside one that stands, {percentile}", $"{name}, alone, {percentile}"));
    }

    private void MeasureOrderPaths()
    {
        foreach (ThreadLayout threads in (ThreadLayout[])[ThreadLayout.Shared, ThreadLayout.Quiet])
        {
            MeasureOrders($"order {threads}, no feed", null, threads, isRead: false);
            MeasureOrders($"order {threads}, feed unread", Places.Ipc, threads, isRead: false);
            MeasureOrders($"order {threads}, feed read", Places.Ipc, threads, isRead: true);
        }
    }

    private void MeasureLatency(string name, Func<string> channel)
    {
        (HdrHistogram.LongHistogram nanos, double length) = FeedLatency.Measure(channel(), perSecond, seconds);
        _figures.AddLatency($"matching to subscriber, {name}", nanos);
        using var raw = new RawAeron(channel(), (int)length / 8 * 8);
        _figures.AddLatency($"raw Aeron, {name}", raw.Latency(perSecond, seconds));
    }

    private void MeasureThroughput()
    {
        if (!_isWarm)
            FeedThroughput.Measure(_events, FeedThroughput.Reading.Free);
        _isWarm = true;
        FeedThroughput.Result read = Add("all streams read", FeedThroughput.Reading.Pinned);
        _figures.Add("all streams read, messages/s", read.MessagesPerSecond);
        _figures.Add("all streams read, packets/s", read.PacketsPerSecond);
        _figures.Add("bytes/event", read.BytesPerEvent);
        _figures.Add("bytes/packet", read.BytesPerPacket);
        Add("read, threads anywhere", FeedThroughput.Reading.Free);
        Add("nobody reads", FeedThroughput.Reading.None);
        using var raw = new RawAeron(Places.Ipc, (int)read.BytesPerPacket / 8 * 8);
        _figures.Add("raw Aeron, packets/s", raw.Throughput(RawPackets));
    }

    private FeedThroughput.Result Add(string name, FeedThroughput.Reading reading)
    {
        FeedThroughput.Result result = FeedThroughput.Measure(_events, reading);
        _figures.Add($"{name}, events/s", result.EventsPerSecond);
        _figures.Add($"{name}, events/s of a processor", result.EventsPerRunSecond);
        _figures.Add($"{name}, waited for a processor %", result.WaitShare);
        _figures.Add($"{name}, core to core and back ns", result.CoreToCoreNanos);
        _figures.Add($"{name}, packets not taken", result.NotTaken);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {result.EventsPerSecond:N0} events/s, {result.EventsPerRunSecond:N0} of a processor, waited "
            + $"{result.WaitShare:F0} %, core to core {result.CoreToCoreNanos:F0} ns"));
        return result;
    }

    private void MeasureOrders(string name, string? channel, ThreadLayout threads, bool isRead)
    {
        (HdrHistogram.LongHistogram nanos, double rate) = OrderPath.Measure(channel, threads, isRead, trips, commands);
        _figures.AddLatency(name, nanos);
        _figures.Add($"{name}, commands/s", rate);
    }
}
