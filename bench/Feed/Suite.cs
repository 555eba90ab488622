using MatchingEngine.Bench.Latency;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>Everything that is measured, each beside raw Aeron at the same length and rate.</summary>
internal sealed class Suite(int seconds, int perSecond, int commands, int trips)
{
    private readonly Figures _figures = new();
    private readonly RecordedEvents _events = new(commands);

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

    public void Print(TextWriter output) => _figures.Print(output);

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
        FeedThroughput.Result read = FeedThroughput.Measure(_events, isRead: true);
        _figures.Add("all streams, events/s", read.EventsPerSecond);
        _figures.Add("all streams, messages/s", read.MessagesPerSecond);
        _figures.Add("all streams, packets/s", read.PacketsPerSecond);
        _figures.Add("all streams, bytes/event", read.BytesPerEvent);
        _figures.Add("all streams, bytes/packet", read.BytesPerPacket);
        _figures.Add("all streams, packets not taken", read.NotTaken);
        _figures.Add("nobody reads, events/s", FeedThroughput.Measure(_events, isRead: false).EventsPerSecond);
        using var raw = new RawAeron(Places.Ipc, (int)read.BytesPerPacket / 8 * 8);
        _figures.Add("raw Aeron, packets/s", raw.Throughput(2_000_000));
    }

    private void MeasureOrders(string name, string? channel, ThreadLayout threads, bool isRead)
    {
        (HdrHistogram.LongHistogram nanos, double rate) = OrderPath.Measure(channel, threads, isRead, trips, commands);
        _figures.AddLatency(name, nanos);
        _figures.Add($"{name}, commands/s", rate);
    }
}
